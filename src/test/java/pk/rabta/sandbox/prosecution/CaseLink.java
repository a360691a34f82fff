package pk.rabta.sandbox.prosecution;

import org.springframework.context.ApplicationContext;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.Referred;

/** Refers a new person to the prosecution, about one police report of 2026. */
final class CaseLink {

    private CaseLink() {}

    static Referred refer(ApplicationContext hub, HubClient officer, String policeStation, int report) {
        String facts = """
                {"contract":"victim/1","victim":{"registryId":"VOT-ID","name":{"roman":"Zarmina Gul"},
                  "identifiers":[{"type":"CNIC","value":"9999900003012"}],"sex":"F",
                  "address":{"province":"PK-PB","district":"PK617"},"harms":[{"class":"DEATH_OF_RELATIVE"}]},
                 "incident":{"id":"INC-TEST-2","date":"2026-02-01","district":"PK523","fir":{"district":"PK523",
                  "policeStation":"%s","number":%d,"year":2026}}}""".formatted(policeStation, report);
        return Referred.submit(hub, officer, new Referred.Person(facts, "prosecution-kp-case-link", "JUSTICE.CASE_LINK",
                "JUSTICE", "prosecution-kp", "IDENTITY_MIN,CONTACT,CASE,HEALTH"), """
                ,"contact":{"via":"VSO","vso":"VSO-PB-001"},"details":{"case":{"support":["TRAVEL"]}}""");
    }
}
