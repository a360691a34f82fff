package pk.rabta.partner;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import pk.rabta.time.Pakistan;

/**
 * One organisation: where it is, how it is spoken to, what it may learn.
 *
 * @param name      its name for people
 * @param connector which route template speaks to it: rest, spdci, soap, fhir, sftp-batch ...
 * @param url       base address of its service
 * @param paths     named addresses below {@code url}, and those the hub serves for it
 * @param auth      how the hub proves itself to the partner
 * @param tls       whom the hub trusts when it calls by https; by default the Java machine's authorities
 * @param receive   how the partner proves itself to the hub
 * @param signature how messages are signed, both ways
 * @param disclose  the fields this partner may ever learn, dotted paths of the canonical referral; nothing else leaves
 * @param label     {@code withheld}: never learns that the person is a victim of terrorism; {@code disclosed}
 * @param takes     {@code person}, or {@code token-only}: it works with a token and a handler, so that a person may be
 *                  referred to it whom nobody else may know of
 * @param kind      what it is for, which decides about health and counselling content: see the start's check of profiles
 * @param delivery  how messages go out
 * @param retry     when a failed message is tried again
 * @param breaker   when a failing partner is left alone
 * @param clocks    how long things may take; a programme may say otherwise
 * @param messages  messages that belong to no programme, by name
 * @param options   what only this connector knows, such as folders
 * @param expires   what of it ends on which day, such as {@code client-secret: 2027-03-31}; warned of 30 days before
 * @param writeBack of the registry alone: why it is told what came of referrals, and what
 */
public record PartnerProfile(
        @Valid @NotNull Text name,
        @NotBlank String connector,
        @Nullable String url,
        @DefaultValue Map<String, String> paths,
        @Valid @NotNull Auth auth,
        @Valid @Nullable Tls tls,
        @Valid @DefaultValue Receive receive,
        @Valid @Nullable Signature signature,
        @NotEmpty List<String> disclose,
        @NotNull @Pattern(regexp = "withheld|disclosed") String label,
        @DefaultValue("person") @Pattern(regexp = "person|token-only") String takes,
        @DefaultValue("other") @Pattern(regexp = "welfare|health|justice|security|registry|other") String kind,
        @Valid @NotNull Delivery delivery,
        @Valid @NotNull Retry retry,
        @Valid @NotNull Breaker breaker,
        @Valid @NotNull Clocks clocks,
        @Valid @DefaultValue Map<String, Message> messages,
        @DefaultValue Map<String, String> options,
        @DefaultValue Map<String, String> expires,
        @Valid @Nullable WriteBack writeBack) {

    /**
     * Why the registry may be told what came of a referral where no consent names it, as somebody has reviewed it.
     *
     * @param basis    LEGAL_OBLIGATION or PUBLIC_TASK
     * @param source   the law or agreement that says so, for people and for the log
     * @param review   the day by which somebody looks at it again, such as 2027-06-30; afterwards nothing leaves on it
     * @param ended    the fields that are told all the same once the person's consent to the referral has ended
     * @param detailed purposes of which more is told than that something came of it
     * @param unnamed  purposes of which neither programme nor partner is named, unless the person agreed
     */
    public record WriteBack(
            @NotNull @Pattern(regexp = "LEGAL_OBLIGATION|PUBLIC_TASK") String basis,
            @NotBlank String source,
            @NotNull LocalDate review,
            @NotEmpty List<String> ended,
            @DefaultValue Set<String> detailed,
            @DefaultValue Set<String> unnamed) {

        /** From then on it holds no longer. */
        public Instant ends() {
            return Pakistan.startOf(review.plusDays(1));
        }
    }

    /** How the hub proves itself: {@code none, basic, oauth2-client, ws-username, sftp-password, sftp-key}. */
    public record Auth(
            @NotNull @Pattern(regexp = "none|basic|oauth2-client|ws-username|sftp-password|sftp-key") String type,
            @Nullable String tokenUrl,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @Nullable String username,
            @Nullable String password,
            @Nullable String keyFile,
            @DefaultValue Set<String> scopes) {}

    /** The SSL bundle ({@code spring.ssl.bundle.*}) with its authority, and our certificate if it wants one. */
    public record Tls(@NotBlank String bundle) {}

    /**
     * How the partner proves itself at the hub's door: {@code token, signature, ws-username, file, hmac, jws, mtls, sealed}.
     *
     * @param secret       of hmac: base64, at least 24 bytes
     * @param keys         of jws: its public keys, a JSON Web Key Set
     * @param certificates of mtls, or wanted besides: {@code sha256:} and a thumbprint in hex, or subject names
     * @param addresses    from where alone it calls, besides its proof: addresses and networks; none: from anywhere
     */
    public record Receive(
            @DefaultValue("token") @Pattern(regexp = "token|signature|ws-username|file|hmac|jws|mtls|sealed") String type,
            @Nullable String username,
            @Nullable String password,
            @Nullable String secret,
            @Nullable String keys,
            @DefaultValue List<String> certificates,
            @DefaultValue List<String> addresses) {}

    /** A signature profile with our key's name and where the partner's key is found. */
    public record Signature(
            @NotBlank String profile,
            @NotBlank String key,
            @Nullable String privateKey,
            @NotBlank String peer,
            @Nullable String peerUrl,
            @Nullable String peerKey) {}

    /**
     * How messages go out. {@code timeout} is of one call, from its connection to the end of its answer, however steadily
     * bytes come. {@code inDoubt} has no default on purpose: only the partner's own behaviour decides it.
     */
    public record Delivery(
            @NotNull Duration timeout,
            @NotNull Rate rate,
            @Min(1) @Max(64) @DefaultValue("1") int concurrency,
            @NotNull @Pattern(regexp = "always|\\d\\d:\\d\\d-\\d\\d:\\d\\d") String hours,
            @NotNull @Pattern(regexp = "resend|query|park") String inDoubt,
            @DefaultValue List<String> alreadyReceived) {}

    /** When a failed message is tried again: first, then times the multiplier, at most {@code max} apart. */
    public record Retry(@NotNull Duration first, @DefaultValue("2") double multiplier, @NotNull Duration max) {}

    /** After so many failures in a row the partner is left alone for {@code probe}, then asked with one message. */
    public record Breaker(@Min(1) int failures, @NotNull Duration probe) {}

    /**
     * Terms of the lifecycle; respond and expire count from the acknowledgement.
     *
     * @param undeliverable how long a referral that cannot be delivered is kept, from its request; none: for good
     * @param waiting       how long one is kept that waits for what its programme asks; none: for good
     */
    public record Clocks(
            @NotNull Term acknowledge, @NotNull Term respond, @NotNull Term expire, @Nullable Term undeliverable,
            @Nullable Term waiting) {}

    /**
     * One outbound message: its mapping in mappings/&lt;partner&gt;, the path it goes to, the answer's mapping, and how
     * the partner is asked whether it has it.
     */
    public record Message(@NotBlank String mapping, @Nullable String path, @Nullable String answer,
                          @Valid @Nullable Query query) {}

    /** A question by our ids: its path ({@code {referral}} and {@code {message}} stand for them), the answer's mapping. */
    public record Query(@NotBlank String path, @NotBlank String answer) {}

    /** What a message lacks for {@code in-doubt: query}; null where nothing. */
    public @Nullable String lacks(Message message) {
        if (!"query".equals(delivery.inDoubt())) {
            return null;
        }
        Query query = message.query();
        if (query == null || query.path() == null || query.answer() == null) {
            return "needs 'query: { path: ..., answer: ... }', since its partner has delivery.in-doubt: query";
        }
        return paths.containsKey(query.path()) ? null
                : "query.path: '" + query.path() + "' is none of its partner's paths";
    }

    /** Whether it works with a token and a handler alone. */
    public boolean takesTokenOnly() {
        return "token-only".equals(takes);
    }

    /** Whether the partner must not learn why the hub refers the person. */
    public boolean labelWithheld() {
        return "withheld".equals(label);
    }
}
