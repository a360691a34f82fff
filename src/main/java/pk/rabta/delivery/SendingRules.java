package pk.rabta.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import org.springframework.stereotype.Component;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.Partners;
import pk.rabta.partner.Rate;
import pk.rabta.time.Pakistan;

/** How messages to a destination are sent: its profile, or for a subscription the webhook settings. */
@Component
class SendingRules {

    /** So much may lie ready for a partner at its rate: a consumer that stopped sends no burst later. */
    private static final Duration AHEAD = Duration.ofSeconds(10);

    private final Partners partners;
    private final WebhookSending webhooks;

    SendingRules(Partners partners, WebhookSending webhooks) {
        this.partners = partners;
        this.webhooks = webhooks;
    }

    /** The rules of a destination. */
    Rules of(String destination) {
        return partners.find(destination).map(SendingRules::rules).orElseGet(() -> webhooks.rules());
    }

    /** Whether it takes protected witnesses and nobody else: that something waits for it tells of one. */
    boolean ofWitnesses(String destination) {
        return partners.find(destination).map(PartnerProfile::takesTokenOnly).orElse(false);
    }

    /** Whether its messages become rows of lists, by its schedule: between two runs its queue is not served. */
    boolean inLists(String destination) {
        return partners.find(destination).stream().flatMap(profile -> profile.options().keySet().stream())
                .anyMatch(option -> option.startsWith("out."));
    }

    private static Rules rules(PartnerProfile profile) {
        return new Rules(profile.delivery().timeout(), profile.delivery().rate(), profile.delivery().hours(),
                profile.delivery().inDoubt(), profile.retry().first(), profile.retry().multiplier(),
                profile.retry().max(), profile.breaker().failures(), profile.breaker().probe(),
                (int) Math.max(1, Math.ceil(profile.delivery().rate().perSecond() * AHEAD.toSeconds())));
    }

    /** Rules as the mechanism needs them; {@code ahead}: how many messages may lie ready in the broker at once. */
    record Rules(Duration timeout, Rate rate, String hours, String inDoubt, Duration first, double multiplier,
                 Duration max, int failures, Duration probe, int ahead) {

        /** When to try again after so many attempts. */
        Duration backoff(int attempts) {
            double factor = Math.pow(multiplier, Math.min(attempts - 1, 30));
            double millis = Math.min(first.toMillis() * factor, max.toMillis());
            return Duration.ofMillis((long) millis);
        }

        /** Whether the destination takes messages at that time, in Pakistan's time. */
        boolean opens(Instant now) {
            if ("always".equals(hours)) {
                return true;
            }
            LocalTime time = LocalTime.ofInstant(now, Pakistan.ZONE);
            LocalTime from = LocalTime.parse(hours.substring(0, 5));
            LocalTime to = LocalTime.parse(hours.substring(6));
            return from.isBefore(to) ? !time.isBefore(from) && time.isBefore(to)
                    : !time.isBefore(from) || time.isBefore(to);
        }
    }
}
