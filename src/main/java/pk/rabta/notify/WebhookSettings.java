package pk.rabta.notify;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the hub lets itself be told about where webhooks go.
 *
 * @param allowPrivate addresses inside the hub's own network, and http: for a sandbox, never for production
 * @param giveUp       an event older than that is sent no more; it stays readable at /v1/events
 */
@ConfigurationProperties("rabta.webhooks")
record WebhookSettings(@DefaultValue("false") boolean allowPrivate, @DefaultValue("5d") Duration giveUp) {}
