package pk.rabta.sandbox.pbm;

import java.time.LocalDate;

/** What the office decides about a case, as the element of its notice. */
sealed interface Decision {

    /** It needs a paper before it can decide. */
    record Ask(String missing) implements Decision {

        @Override
        public String xml() {
            return "<informationRequest><code>DOC_INCOMPLETE</code><missing>" + missing
                    + "</missing></informationRequest>";
        }
    }

    /** It pays the hospital or the school. */
    record Sanction(String number, LocalDate on, long amountPkr, String payee, boolean partial) implements Decision {

        @Override
        public String xml() {
            return "<sanction><sanctionNo>" + number + "</sanctionNo><sanctionedOn>" + on
                    + "</sanctionedOn><amountPkr>" + amountPkr + "</amountPkr><payee>" + payee + "</payee><partial>"
                    + partial + "</partial><validTill>" + on.plusDays(90) + "</validTill></sanction>";
        }
    }

    /** It refuses. */
    record Reject(String code) implements Decision {

        @Override
        public String xml() {
            return "<rejection><code>" + code + "</code></rejection>";
        }
    }

    /** It closed the file as asked. */
    record Withdrawn() implements Decision {

        @Override
        public String xml() {
            return "<withdrawn/>";
        }
    }

    String xml();
}
