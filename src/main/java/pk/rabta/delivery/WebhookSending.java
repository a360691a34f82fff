package pk.rabta.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import pk.rabta.partner.Rate;

/**
 * How webhooks are sent.
 *
 * @param timeout    for one attempt
 * @param rate       to one subscription
 * @param retryFirst first wait after a failure; each further one is the double
 * @param retryMax   longest wait between attempts
 * @param failures   in a row, before a subscription is left alone for {@code probe}
 */
@ConfigurationProperties("rabta.webhooks")
record WebhookSending(
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("50/s") Rate rate,
        @DefaultValue("10s") Duration retryFirst,
        @DefaultValue("1h") Duration retryMax,
        @DefaultValue("5") int failures,
        @DefaultValue("1m") Duration probe) {

    /** Few: all subscriptions share the consumers, and a slow one must not lie before the others. */
    private static final int AHEAD = 10;

    SendingRules.Rules rules() {
        // A webhook carries its own id, so a receiver knows a repeat: resend.
        return new SendingRules.Rules(timeout, rate, "always", "resend", retryFirst, 2, retryMax, failures, probe,
                AHEAD);
    }
}
