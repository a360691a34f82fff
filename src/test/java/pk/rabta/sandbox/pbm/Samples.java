package pk.rabta.sandbox.pbm;

/** Messages with invented people. */
final class Samples {

    private Samples() {}

    static String application(String caseRef) {
        return application(caseRef, "9999900000122", 28_000, true, "");
    }

    static String application(String caseRef, String cnic, long income, boolean government, String declared) {
        return """
            <SubmitApplication xmlns="urn:pbm:ifa:1"><messageId>MSG-%1$s</messageId><caseRef>%1$s</caseRef>
              <head>IFA_MEDICAL</head><urgent>false</urgent><appliedOn>2026-03-05</appliedOn>
              <applicant><name><roman>Gul Bibi</roman></name><husbandName><roman>Rahim Khan</roman></husbandName>
                <cnic>%2$s</cnic><district>LAHORE</district>
                <contact><throughOfficer>VSO-PB-001</throughOfficer><noSms>true</noSms>
                  <femaleOfficer>true</femaleOfficer></contact>
              </applicant>
              <patient><sameAsApplicant>true</sameAsApplicant></patient><incomePkr>%3$d</incomePkr>
              <hospital><code>MAYO_LHR</code><government>%4$s</government><diagnosisIcd10>T79.6</diagnosisIcd10>
                <estimatePkr>485000</estimatePkr></hospital>
              <declarations><govtServantFamily>false</govtServantFamily>%5$s</declarations>
              <documents/></SubmitApplication>""".formatted(caseRef, cnic, income, government, declared);
    }

    static String recommendation(String caseRef, String messageId) {
        return """
            <AddDocuments xmlns="urn:pbm:ifa:1"><messageId>%s</messageId><caseRef>%s</caseRef><documents><document>
              <id>DOC-1</id><type>HOSPITAL_COMMITTEE_RECOMMENDATION</type><sha256>%s</sha256>
              <mediaType>application/pdf</mediaType></document></documents></AddDocuments>"""
                .formatted(messageId, caseRef, "0a".repeat(32));
    }

    static String withdrawal(String caseRef) {
        return """
            <WithdrawApplication xmlns="urn:pbm:ifa:1"><messageId>MSG-W</messageId><caseRef>%s</caseRef>
              <eraseData>true</eraseData></WithdrawApplication>""".formatted(caseRef);
    }
}
