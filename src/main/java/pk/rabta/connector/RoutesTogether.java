package pk.rabta.connector;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.stereotype.Component;
import pk.rabta.partner.Partners;
import pk.rabta.settings.WrongSettingsException;

/** Routes that only work together: what one takes in, another must carry on, or it would stay where it is for ever. */
@Component
class RoutesTogether implements CamelContextConfiguration {

    /** By the route that begins, those that go on, where its connector has a template for them. */
    private static final Map<String, List<String>> FOLLOWING = Map.of("receive", List.of("apply", "answer"),
            "deliver", List.of("send", "rename", "clear"));

    private final Partners partners;

    RoutesTogether(Partners partners) {
        this.partners = partners;
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        ModelCamelContext model = (ModelCamelContext) context;
        for (String id : partners.ids()) {
            FOLLOWING.forEach((first, following) -> {
                if (model.getRouteDefinition(first + '-' + id) != null) {
                    following.forEach(next -> require(model, first, next, id));
                }
            });
        }
    }

    private void require(ModelCamelContext model, String first, String next, String id) {
        String template = next + '-' + partners.get(id).connector();
        if (model.getRouteTemplateDefinition(template) != null && model.getRouteDefinition(next + '-' + id) == null) {
            throw new WrongSettingsException("routes/partners/" + id + ".camel.yaml has route " + first + '-' + id
                    + " and no route " + next + '-' + id + " of template " + template
                    + ", which goes on with what the first begins. Add it", null);
        }
    }

    @Override
    public void afterApplicationStart(CamelContext context) {
        // Nothing is left to do then.
    }
}
