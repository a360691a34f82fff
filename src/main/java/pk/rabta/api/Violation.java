package pk.rabta.api;

/**
 * One thing wrong in a request. It never repeats the value that was sent.
 *
 * @param pointer JSON Pointer into the body ({@code /victim/registryId}), or {@code ?name} for a query parameter,
 *                {@code {name}} for one of the path, or a header's name
 * @param message what is wrong and what to do
 * @param code    stable word for programs, such as {@code required} or {@code unknown-field}
 */
public record Violation(String pointer, Text message, String code) {
}
