package pk.rabta.connector;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.stereotype.Component;
import pk.rabta.settings.WrongSettingsException;

/** Routes that only work together: what one takes in, another must carry on, or it would stay where it is for ever. */
@Component
class RoutesTogether implements CamelContextConfiguration {

    /** By the template whose routes begin, those that go on, where the connector has them. */
    private static final Map<String, List<String>> FOLLOWING = Map.of("receive-", List.of("apply-", "answer-"),
            "deliver-", List.of("send-", "rename-", "clear-"));

    @Override
    public void beforeApplicationStart(CamelContext context) {
        ModelCamelContext model = (ModelCamelContext) context;
        FOLLOWING.forEach((begins, following) -> model.getRouteTemplateDefinitions().stream()
                .filter(template -> template.getId().startsWith(begins))
                .forEach(template -> following.forEach(next ->
                        require(model, template, next + template.getId().substring(begins.length())))));
    }

    private static void require(ModelCamelContext model, RouteTemplateDefinition begins, String next) {
        RouteTemplateDefinition goesOn = model.getRouteTemplateDefinition(next);
        if (goesOn == null) {
            return;
        }
        Set<Object> complete = partners(model, goesOn);
        for (Object partner : partners(model, begins)) {
            if (!complete.contains(partner)) {
                throw new WrongSettingsException("routes/partners/" + partner + ".camel.yaml has a route of template "
                        + begins.getId() + " and none of " + next + ", which goes on with what the first begins. Add it: "
                        + "src/docs/partners says for each connector which it needs", null);
            }
        }
    }

    /** A route that was made keeps no name of its template, but what that reads from. */
    private static Set<Object> partners(ModelCamelContext model, RouteTemplateDefinition template) {
        return model.getRouteDefinitions().stream().filter(RouteDefinition::isCreatedFromTemplate)
                .filter(route -> route.getInput().getUri().equals(template.getRoute().getInput().getUri()))
                .map(route -> route.getTemplateParameters().get("partner")).collect(Collectors.toSet());
    }

    @Override
    public void afterApplicationStart(CamelContext context) {
        // Nothing is left to do then.
    }
}
