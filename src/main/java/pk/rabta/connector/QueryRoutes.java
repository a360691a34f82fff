package pk.rabta.connector;

import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.stereotype.Component;
import pk.rabta.partner.Partners;
import pk.rabta.settings.WrongSettingsException;

/** A partner with {@code in-doubt: query} needs a route that asks it, or what is in doubt would wait for ever. */
@Component
class QueryRoutes implements CamelContextConfiguration {

    private final Partners partners;

    QueryRoutes(Partners partners) {
        this.partners = partners;
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        for (String id : partners.ids()) {
            if ("query".equals(partners.get(id).delivery().inDoubt())) {
                require(context, id, partners.get(id).connector());
            }
        }
    }

    private static void require(CamelContext context, String id, String connector) {
        ModelCamelContext model = (ModelCamelContext) context;
        String where = "config/partners/" + id + "/partner.yaml: rabta.partners." + id + ".delivery.in-doubt is query, ";
        if (model.getRouteTemplateDefinition("query-" + connector) == null) {
            throw new WrongSettingsException(where + "but connector '" + connector
                    + "' cannot ask: there is no template query-" + connector + ". Write park, or resend", null);
        }
        if (model.getRouteDefinition("query-" + id) == null) {
            throw new WrongSettingsException(where + "but routes/partners/" + id + ".camel.yaml has no route query-" + id
                    + " of template query-" + connector + ". Add it", null);
        }
    }

    @Override
    public void afterApplicationStart(CamelContext context) {
        // Nothing is left to do then.
    }
}
