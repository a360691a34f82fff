package pk.rabta.sandbox.bisp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import pk.rabta.sandbox.spdci.Envelope;

/** What the social registry knows of a household, and so what it answers. */
public enum Household {
    /** Not in the survey yet; a survey finds it {@link #ELIGIBLE}. */
    NOT_SURVEYED,
    ELIGIBLE,
    ALREADY_ENROLLED,
    PUBLIC_SERVANT,
    VEHICLE_OWNER,
    ABOVE_CUT_OFF,
    NEVER_MARRIED,
    RESURVEY_DUE,
    CARD_TO_UPDATE;

    /** The record of the answer, as this registry writes it: with a score that nobody asked for. */
    ObjectNode record(String enrolment) {
        ObjectNode record = Envelope.JSON.createObjectNode();
        record.put("surveyed", Boolean.toString(this != NOT_SURVEYED));
        if (this == NOT_SURVEYED) {
            record.put("last_survey_date", "").put("pmt_band", "").putArray("programmes");
            return record;
        }
        record.put("last_survey_date", this == RESURVEY_DUE ? "18.11.2019" : "2026-01-18")
                .put("pmt_band", this == ABOVE_CUT_OFF ? "GT32" : "LE32")
                        .put("pmt_score", this == ABOVE_CUT_OFF ? 41.2 : 23.7)
                .put("household_members", "4");
        var programmes = record.putArray("programmes");
        var exclusions = record.putArray("exclusions");
        switch (this) {
            case ELIGIBLE, ALREADY_ENROLLED -> {
                programmes.addObject().put("code", "KAFAALAT").put("status", "ACTIVE").put("enrolment_ref", enrolment)
                        .put("since", LocalDate.of(2026, this == ELIGIBLE ? 4 : 1, 1).toString())
                                .put("instalment_pkr", "13500");
                record.put("decision", this == ELIGIBLE ? "ELIGIBLE" : "ALREADY_ENROLLED");
            }
            case PUBLIC_SERVANT -> excluded(record, exclusions, "GOVT_EMPLOYEE");
            case VEHICLE_OWNER -> excluded(record, exclusions, "VEHICLE_OWNER");
            case ABOVE_CUT_OFF -> excluded(record, exclusions, "PMT_ABOVE_CUTOFF");
            case NEVER_MARRIED -> excluded(record, exclusions, "NOT_EVER_MARRIED");
            case RESURVEY_DUE -> record.put("decision", "RESURVEY_DUE").put("review_date", "");
            case CARD_TO_UPDATE -> record.put("decision", "CNIC_UPDATE_NEEDED");
            case NOT_SURVEYED -> throw new AssertionError("answered above");
        }
        return record;
    }

    private static void excluded(ObjectNode record, ArrayNode list, String code) {
        list.add(code);
        record.put("decision", "NOT_ELIGIBLE").put("decision_code", code);
    }
}
