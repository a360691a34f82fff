package pk.rabta.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pk.rabta.partner.PartnerProfile.Message;
import pk.rabta.partner.Text;

/**
 * One programme that a person can be referred to, as its partner runs it. Its rules are data with a source.
 *
 * @param means         what a referral to it means: status-query, survey-request, application, batch-list, hand-over ...
 * @param needs         the needs it serves
 * @param area          where: PK, an ISO 3166-2 code, or districts
 * @param residence     which address counts: current or permanent
 * @param messages      its outbound messages by name; {@code request} is a must
 * @param purpose       the purpose that a consent must cover
 * @param fields        the fields it needs; empty: all that its partner may learn
 * @param requires      what a submission must hold: {@code need}, or a path such as {@code details.incomePkr}; without it no
 *                      message can be made. Whatever path stands here, the basis must open it
 * @param preconditions what must hold before anything is sent
 * @param exclusions    rules of the programme that make a refusal likely: advice, never a decision
 * @param conflicts     programmes that exclude each other: advice before sending
 */
public record Programme(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String partner,
        @JsonProperty(required = true) Text name,
        @Nullable Text description,
        @JsonProperty(required = true) String means,
        @JsonProperty(required = true) String service,
        @JsonProperty(required = true) List<String> needs,
        @JsonProperty(required = true) List<String> area,
        @Nullable String residence,
        @JsonProperty(required = true) InForce inForce,
        @JsonProperty(required = true) String source,
        @JsonProperty(required = true) Map<String, Message> messages,
        @JsonProperty(required = true) String purpose,
        @Nullable List<String> fields,
        @Nullable List<String> requires,
        @Nullable List<Rule> preconditions,
        @Nullable List<Rule> exclusions,
        @Nullable List<Conflict> conflicts,
        @Nullable List<RequiredDocument> documents,
        @Nullable Map<String, String> clocks) {

    /** In {@code requires}: that the submission names a need. */
    public static final String NEED = "need";

    public Programme {
        residence = residence == null ? "current" : residence;
        fields = fields == null ? List.of() : List.copyOf(fields);
        requires = requires == null ? List.of() : List.copyOf(requires);
        preconditions = preconditions == null ? List.of() : List.copyOf(preconditions);
        exclusions = exclusions == null ? List.of() : List.copyOf(exclusions);
        conflicts = conflicts == null ? List.of() : List.copyOf(conflicts);
        documents = documents == null ? List.of() : List.copyOf(documents);
        clocks = clocks == null ? Map.of() : Map.copyOf(clocks);
    }

    /** From the first to the last day, both included; no end where {@code to} is null. */
    public record InForce(@JsonProperty(required = true) LocalDate from, @Nullable LocalDate to) {

        public boolean covers(LocalDate day) {
            return !day.isBefore(from) && (to == null || !day.isAfter(to));
        }
    }

    /**
     * A condition over {@code {victim, household, incident, details}}: met (preconditions) or when (exclusions).
     *
     * @param fact of a precondition: where the fact stands without which no message can be made. A confirmation alone
     *             does not meet it then; what begins with {@code details.} the officer may give, the rest is the registry's
     */
    public record Rule(@JsonProperty(required = true) String code, @Nullable String met, @Nullable String when,
                       @Nullable String fact, @JsonProperty(required = true) Text text) {}

    /** Advice where a person is also referred to, or enrolled in, another programme. */
    public record Conflict(@JsonProperty(required = true) String programme,
                           @JsonProperty(required = true) Text advice) {}

    /** A document the programme asks for; {@code beforeSending} holds the referral back until it is attached. */
    public record RequiredDocument(@JsonProperty(required = true) String type, boolean required,
                                   boolean beforeSending) {}

    /** The fields of the canonical referral without which no message can be made: a basis must open them. */
    public List<String> indispensable() {
        return requires.stream().filter(path -> !NEED.equals(path)).toList();
    }

    /** Whether it serves somebody who lives there. */
    public boolean serves(@Nullable String province, @Nullable String district) {
        return area.contains("PK") || province != null && area.contains(province)
                || district != null && area.contains(district);
    }
}
