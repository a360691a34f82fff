package pk.rabta.operations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;

/** Every route with its state and what passed through it, as Camel's own management counts. */
@Component("adminRoutes")
public class RoutesApi {

    private final CamelContext camel;

    RoutesApi(CamelContext camel) {
        this.camel = camel;
    }

    /** All routes by id; each operation of the API is one of them. */
    public ApiAnswer list(ApiRequest request) {
        ManagedCamelContext managed = camel.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        var items = list.putArray("items");
        List<Route> routes = camel.getRoutes().stream().sorted(Comparator.comparing(Route::getId)).toList();
        routes.forEach(route -> items.add(view(route, managed.getManagedRoute(route.getId()))));
        return ApiAnswer.ok(list);
    }

    private ObjectNode view(Route route, @Nullable ManagedRouteMBean counts) {
        ObjectNode view = JsonNodeFactory.instance.objectNode().put("id", route.getId());
        put(view, "description", route.getDescription());
        put(view, "file", file(route.getSourceLocation()));
        view.put("status", camel.getRouteController().getRouteStatus(route.getId()).name());
        if (counts == null) {
            return view.put("total", 0L).put("failed", 0L).put("inflight", 0L);
        }
        // A handled exception is a failure all the same: every route's exceptions are handled in one place.
        view.put("total", counts.getExchangesTotal())
                .put("failed", counts.getExchangesFailed() + counts.getFailuresHandled())
                .put("inflight", counts.getExchangesInflight()).put("meanMillis", mean(counts));
        Date failed = counts.getLastExchangeFailureTimestamp();
        put(view, "lastFailureAt", failed == null ? null : failed.toInstant().toString());
        return view;
    }

    private static long mean(ManagedRouteMBean counts) {
        return counts.getExchangesTotal() == 0 ? 0 : counts.getMeanProcessingTime();
    }

    /** Its place below routes/: nothing of the machine's own paths. */
    private static @Nullable String file(@Nullable String source) {
        if (source == null) {
            return null;
        }
        String name = source.replaceAll(":\\d+$", "").replaceFirst("^file:", "");
        int at = name.lastIndexOf("routes/");
        return at >= 0 ? name.substring(at + "routes/".length()) : Path.of(name).getFileName().toString();
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
