package pk.rabta.batch.outbound;

import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which temporary files may be renamed: only those that were noted as uploaded whole, even if
 * they pass for renamed. */
@Component("uploadedLists")
class UploadedLists<T> implements GenericFileFilter<T> {

    private final JdbcClient jdbc;

    UploadedLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean accept(GenericFile<T> file) {
        return jdbc.sql("""
                select exists (select 1 from batch_file
                  where direction = 'OUT' and state in ('UPLOADED', 'RENAMED') and temporary = :name)""")
                .param("name", file.getFileNameOnly()).query(Boolean.class).single();
    }
}
