package pk.rabta.batch;

import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which temporary files may be renamed: only those that were noted as uploaded whole, even if
 * they pass for renamed. */
@Component("uploadedLists")
class UploadedLists<T> implements GenericFileFilter<T> {

    private static final String TEMPORARY = ".part";

    private final JdbcClient jdbc;

    UploadedLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean accept(GenericFile<T> file) {
        String name = file.getFileNameOnly();
        return name.endsWith(TEMPORARY) && jdbc.sql("""
                select exists (select 1 from batch_file
                  where direction = 'OUT' and state in ('UPLOADED', 'RENAMED') and name = :name)""")
                .param("name", name.substring(0, name.length() - TEMPORARY.length())).query(Boolean.class).single();
    }
}
