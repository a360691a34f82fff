package pk.rabta.update;

/** A partner used one message id for two different messages: neither can be taken for the other. */
public class MessageIdReusedException extends RuntimeException {

    MessageIdReusedException(String partner) {
        super("Partner " + partner + " sent another message under an id that it had used. Send it under a new id.");
    }
}
