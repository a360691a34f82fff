package pk.rabta.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.protection.Vault;

/** What the hub has kept of what partners sent. */
public final class Kept {

    /** Values that some layer of the hub could take for an order to look something up. */
    public static final List<String> EXPRESSIONS = List.of("${sys.user.home}", "{{rabta.partners.bisp.url}}",
            "${bean:vault}", "$simple{sys.user.home}", "#{systemProperties}", "${jndi:ldap://127.0.0.1/x}",
            "${env.PATH}", "{{env:PATH}}", "${header.Authorization}", "RAW({{rabta.partners.bisp.url}})");

    private Kept() {}

    /** How many messages were archived under that id of the partner's. */
    public static int messages(ApplicationContext hub, String partner, String id) {
        return hub.getBean(JdbcClient.class)
                .sql("select count(*) from inbound_id where partner_id = :partner and message_id = :id")
                .param("partner", partner).param("id", id).query(Integer.class).single();
    }

    /** The one message of the partner under that id, as it was archived. */
    public static String content(ApplicationContext hub, String partner, String id) {
        return hub.getBean(JdbcClient.class)
                .sql("select id, sealed_key, content from inbound_message where partner_id = :partner and message_id = :id")
                .param("partner", partner).param("id", id).query((row, n) -> new String(hub.getBean(Vault.class)
                        .open(row.getBytes(2), "message/" + row.getString(1), row.getBytes(3)),
                        StandardCharsets.UTF_8)).single();
    }

    /** Whether nothing of what the expressions stand for is in the text. */
    public static boolean evaluatesNothing(String text) {
        return !text.contains(System.getProperty("user.home") + "\"") && !text.contains(System.getenv("PATH"))
                && !text.contains("pk.rabta.protection") && !text.contains("http://127.0.0.1:");
    }
}
