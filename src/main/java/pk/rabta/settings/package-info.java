/** What is wrong in settings and content files, told all at once: file, key, what to do. */
@NullMarked
package pk.rabta.settings;

import org.jspecify.annotations.NullMarked;
