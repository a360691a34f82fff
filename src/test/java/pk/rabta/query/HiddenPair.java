package pk.rabta.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import pk.rabta.query.HiddenCalls.Ids;
import pk.rabta.query.HiddenCalls.Request;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.sandbox.SqlEar;
import pk.rabta.sandbox.SqlEar.Heard;

/** The same request for what is hidden and for what never was. */
record HiddenPair(Heard<Answer> one, Heard<Answer> none, Ids hidden, Ids nobody) {

    /** What differs between any two answers; a connection is closed after a hundred requests, whatever they ask. */
    private static final Set<String> OWN = Set.of("date", "x-request-id", "traceparent", "connection");

    static HiddenPair ask(SqlEar ear, HubClient client, Function<Ids, Request> request, Ids hidden, Ids nobody) {
        HiddenPair pair = once(ear, client, request, hidden, nobody);
        // A partner's late answer about somebody else may come in between; what differs always, differs again.
        for (int again = 0; again < 2 && !pair.one.statements().equals(pair.none.statements()); again++) {
            pair = once(ear, client, request, hidden, nobody);
        }
        return pair;
    }

    private static HiddenPair once(SqlEar ear, HubClient client, Function<Ids, Request> request, Ids hidden, Ids nobody) {
        Heard<Answer> none = ear.during(() -> HiddenCalls.send(client, request.apply(nobody)));
        return new HiddenPair(ear.during(() -> HiddenCalls.send(client, request.apply(hidden))), none, hidden, nobody);
    }

    /** By what the two can be told apart; empty where they cannot. */
    List<String> differences(String name) {
        List<String> differences = new ArrayList<>();
        if (!text(one.answer(), hidden).equals(text(none.answer(), nobody))) {
            differences.add(name + ":\n  " + text(one.answer(), hidden) + "\n  " + text(none.answer(), nobody));
        }
        if (!one.statements().equals(none.statements())) {
            differences.add(name + " says to the database\n  " + one.statements() + "\n  " + none.statements());
        }
        if (none.statements().isEmpty()) {
            differences.add(name + ": the ear is deaf");
        }
        return differences;
    }

    /** Status, headers and body, with the ids that were asked for, and those and times that are new each time, written alike. */
    private static String text(Answer answer, Ids ids) {
        StringBuilder text = new StringBuilder().append(answer.status()).append(' ');
        new TreeMap<>(answer.headers().map()).forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase())) {
                text.append(name).append('=').append(values).append(' ');
            }
        });
        String all = text.append(answer.text()).toString();
        for (var id : ids.of().entrySet()) {
            all = all.replace(id.getValue(), id.getKey());
        }
        return all.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "NEW")
                .replaceAll("20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z", "NOW");
    }
}
