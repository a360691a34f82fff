package pk.rabta.mapping;

/** A translation from one kind of document to another: a pure function of the document and the code lists. */
sealed interface Mapping permits JsltMapping, XsltMapping {

    /** {@code <partner>/<from>-to-<to>}. */
    String id();

    /**
     * Checks the input, translates it, checks the output.
     *
     * @return JsonNode or, for XML, UTF-8 bytes
     * @throws MappingException if either side breaks its schema, or the translation refuses
     */
    Object apply(Object input);
}
