package pk.rabta.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The broker.
 *
 * @param url         Artemis core URL, such as {@code tcp://broker:61616}; options after {@code ?} are kept
 * @param window      most messages per partner that are in the broker at a time, so that it never pages
 * @param sendTimeout how long the relay waits for the broker before it gives up and tries again
 * @param deadLetters the broker's own queue for what it gives up on: must be empty
 */
@Validated
@ConfigurationProperties("rabta.broker")
record BrokerSettings(
        @NotBlank String url,
        @Nullable String user,
        @Nullable String password,
        @Min(1) @Max(10_000) @DefaultValue("1000") int window,
        @DefaultValue("10s") Duration sendTimeout,
        @NotBlank @DefaultValue("DLQ") String deadLetters) {

    /** With what the hub relies on: nothing prefetched, calls that end. */
    String connectionUrl() {
        String options = "consumerWindowSize=0&callTimeout=" + sendTimeout.toMillis() + "&callFailoverTimeout="
                + sendTimeout.toMillis() + "&reconnectAttempts=-1&initialConnectAttempts=1&retryInterval=1000"
                + "&blockOnDurableSend=true";
        return url + (url.contains("?") ? "&" : "?") + options;
    }
}
