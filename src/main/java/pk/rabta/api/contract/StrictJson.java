package pk.rabta.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Violation;
import pk.rabta.json.StrictReader;
import pk.rabta.json.Unreadable;

/** Reads bodies: UTF-8 only, no duplicate members, bounded depth and size, nothing after the value, no hidden characters. */
public final class StrictJson {

    static final int MAX_DEPTH = 32;
    /** The largest request that the contract allows has some hundred. */
    static final int MAX_PARTS = 20_000;

    private static final StrictReader READER = new StrictReader(StrictReader.mapper(MAX_DEPTH, MAX_PARTS).build());

    private StrictJson() {
    }

    /** The document, or a problem that says at which line and column reading ended. */
    public static JsonNode read(byte[] bytes) {
        try {
            return READER.read(bytes);
        } catch (Unreadable broken) {
            String place = broken.place();
            throw switch (broken.why()) {
                case EMPTY -> ProblemType.MALFORMED_JSON.because("The body is empty.", "متن خالی ہے۔");
                case ENCODING -> ProblemType.MALFORMED_JSON.because(
                    "The body is not valid UTF-8 at line:column " + place + ".",
                    "متن سطر:کالم " + place + " پر درست UTF-8 نہیں ہے۔");
                case SIZE -> ProblemType.MALFORMED_JSON.because(
                    "The body is nested deeper than " + MAX_DEPTH + " levels, has more than " + MAX_PARTS
                        + " names and values, or holds a number that is too long.",
                    "متن میں " + MAX_DEPTH + " سے زیادہ درجے یا " + MAX_PARTS
                        + " سے زیادہ نام اور قدریں ہیں، یا کوئی عدد بہت لمبا ہے۔");
                case NUMBER -> ProblemType.MALFORMED_JSON.because(
                    "A number may have at most " + StrictReader.MAX_DIGITS + " digits before and after its point.",
                    "عدد میں اعشاریہ سے پہلے اور بعد زیادہ سے زیادہ " + StrictReader.MAX_DIGITS + " ہندسے ہو سکتے ہیں۔");
                case SYNTAX -> ProblemType.MALFORMED_JSON.because(
                    "Reading ended at line:column " + place + ": a syntax error, or the same member twice.",
                    "پڑھنا سطر:کالم " + place + " پر رک گیا: نحو کی غلطی، یا ایک ہی اندراج دو بار۔");
            };
        }
    }

    /** Strings and member names that hold what no text of ours may hold. Names are not shown back. */
    public static List<Violation> hiddenCharacters(JsonNode node) {
        List<Violation> found = new ArrayList<>();
        walk(node, "", found);
        return found;
    }

    private static void walk(JsonNode node, String pointer, List<Violation> found) {
        if (node.isTextual()) {
            if (hides(node.textValue())) {
                found.add(Rule.FORBIDDEN_CHARACTER.at(pointer));
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), pointer + "/" + i, found);
            }
        } else {
            node.properties().forEach(member -> {
                if (hides(member.getKey()) || member.getKey().contains("\n")) {
                    found.add(Rule.FORBIDDEN_CHARACTER.at(pointer));
                } else {
                    walk(member.getValue(), SchemaCheck.child(pointer, member.getKey()), found);
                }
            });
        }
    }

    /**
     * Control characters other than tab and line feed, marks that turn the reading direction, half surrogates, and what
     * shows nothing: two names that look the same must be the same. U+200C and U+200D shape letters of Urdu and stay.
     */
    static boolean hides(String text) {
        return text.codePoints().anyMatch(c -> c < 0x20 && c != '\t' && c != '\n' || c >= 0x7F && c <= 0x9F
            || c == 0x061C || c == 0x200E || c == 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2060 && c <= 0x206F
            || c == 0x00AD || c == 0x180E || c == 0x200B || c == 0xFEFF || c >= 0xFFF9 && c <= 0xFFFB
            || c >= 0xE0000 && c <= 0xE007F || c >= 0xD800 && c <= 0xDFFF);
    }
}
