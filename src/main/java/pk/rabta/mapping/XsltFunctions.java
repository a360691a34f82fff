package pk.rabta.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import net.sf.saxon.s9api.ExtensionFunction;
import net.sf.saxon.s9api.ItemType;
import net.sf.saxon.s9api.OccurrenceIndicator;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.SequenceType;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmEmptySequence;
import net.sf.saxon.s9api.XdmFunctionItem;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmValue;

/** The functions as stylesheets call them, in namespace {@code urn:rabta:mapping}. Nothing in gives nothing out. */
final class XsltFunctions {

    private static final String NAMESPACE = "urn:rabta:mapping";
    private static final SequenceType NAME = SequenceType.makeSequenceType(ItemType.STRING, OccurrenceIndicator.ONE);
    private static final SequenceType OPTIONAL =
            SequenceType.makeSequenceType(ItemType.STRING, OccurrenceIndicator.ZERO_OR_ONE);

    private XsltFunctions() {}

    private interface Body {
        XdmValue call(XdmValue[] arguments) throws SaxonApiException;
    }

    static List<ExtensionFunction> of(Functions functions) {
        return List.of(
                define("code", OPTIONAL, args -> text(args[1], v -> functions.code(name(args[0]), v)), NAME, OPTIONAL),
                define(
                        "decode",
                        OPTIONAL,
                        args -> text(args[1], v -> functions.decode(name(args[0]), v)),
                        NAME,
                        OPTIONAL),
                define(
                        "date",
                        OPTIONAL,
                        args -> text(args[0], v -> functions.date(v, name(args[1]), name(args[2]))),
                        OPTIONAL,
                        NAME,
                        NAME),
                define("digits", OPTIONAL, args -> text(args[0], functions::digits), OPTIONAL),
                define("required", SequenceType.ANY, args -> required(args[0], name(args[1])), SequenceType.ANY, NAME));
    }

    /** An element that is there but empty counts as nothing: many partners send one for an absent value. */
    private static XdmValue text(XdmValue value, UnaryOperator<String> function) {
        if (value.isEmpty() || name(value).isBlank()) {
            return XdmEmptySequence.getInstance();
        }
        return new XdmAtomicValue(function.apply(name(value)));
    }

    private static XdmValue required(XdmValue value, String what) {
        for (XdmItem item : value) {
            boolean container = item instanceof XdmFunctionItem;
            if (container || !item.getStringValue().isBlank()) {
                return value;
            }
        }
        throw Functions.missing(what);
    }

    private static String name(XdmValue value) {
        return value.itemAt(0).getStringValue();
    }

    private static ExtensionFunction define(String name, SequenceType result, Body body, SequenceType... arguments) {
        return new ExtensionFunction() {
            @Override
            public QName getName() {
                return new QName(NAMESPACE, name);
            }

            @Override
            public SequenceType getResultType() {
                return result;
            }

            @Override
            public SequenceType[] getArgumentTypes() {
                return Arrays.copyOf(arguments, arguments.length);
            }

            @Override
            public XdmValue call(XdmValue[] values) throws SaxonApiException {
                try {
                    return body.call(values);
                } catch (Refusal e) {
                    // As one of its own exceptions Saxon adds the line of the stylesheet.
                    throw new SaxonApiException(e);
                }
            }
        };
    }
}
