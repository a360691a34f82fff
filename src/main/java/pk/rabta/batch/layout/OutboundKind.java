package pk.rabta.batch.layout;

import java.util.List;

/**
 * One kind of list to a partner, as its profile says.
 *
 * @param id      its name in the profile; a programme's message names it as its path
 * @param name    the start of its file names
 * @param group   the member of a row that divides rows into files, such as the district
 * @param columns its columns, in order
 */
public record OutboundKind(String id, String name, String group, List<String> columns) {}
