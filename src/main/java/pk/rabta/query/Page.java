package pk.rabta.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import pk.rabta.api.ApiAnswer;

/** One page of a list. Ask the database for one row more than the page takes: that row says whether another follows. */
public final class Page {

    private Page() {}

    /**
     * The answer with the first {@code limit} rows.
     *
     * @param rows   up to {@code limit + 1}
     * @param item   a row as JSON
     * @param cursor a row's position
     */
    public static <T> ApiAnswer of(List<T> rows, int limit, Function<T, JsonNode> item, Function<T, String> cursor) {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        var items = page.putArray("items");
        rows.stream().limit(limit).map(item).forEach(items::add);
        if (rows.size() > limit) {
            page.put("next", cursor.apply(rows.get(limit - 1)));
        }
        return ApiAnswer.ok(page);
    }
}
