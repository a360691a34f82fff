package pk.rabta.api;

/**
 * An answer that is a file.
 *
 * @param name   its name without ending, of letters, digits, {@code -} and {@code .} only
 * @param format what it is
 * @param bytes  all of it
 */
public record Download(String name, Format format, byte[] bytes) {

    public Download {
        if (!name.matches("[A-Za-z0-9.-]+")) {
            throw new IllegalArgumentException("A file to be downloaded needs a plain name");
        }
    }

    /** The header Content-Disposition: a browser saves it, and opens nothing by itself. */
    String disposition() {
        return "attachment; filename=\"" + name + '.' + format.word() + '"';
    }

    /** The header Content-Type. */
    String type() {
        return format == Format.CSV ? format.mediaType() + ";charset=UTF-8;header=present" : format.mediaType();
    }
}
