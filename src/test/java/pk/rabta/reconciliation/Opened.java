package pk.rabta.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Sheet;
import pk.rabta.sandbox.HubClient;

/** A report's file as a spreadsheet reads it: by section, rows by column; read by programs that are not the hub's. */
public record Opened(Map<String, List<Map<String, String>>> sections) {

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Asked for by the parameter. */
    public static Opened csv(HubClient client, String path) throws IOException {
        HttpResponse<byte[]> answer = get(client, path + "&format=csv", "*/*");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv").containsIgnoringCase("utf-8");
        assertThat(answer.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment")
                .endsWith(".csv\"");
        return csv(answer.body());
    }

    /** Asked for by Accept. */
    public static Opened xlsx(HubClient client, String path) throws IOException {
        String type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        HttpResponse<byte[]> answer = get(client, path, type);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
        assertThat(answer.headers().firstValue("Content-Disposition").orElse("")).endsWith(".xlsx\"");
        return xlsx(answer.body());
    }

    static Opened csv(byte[] bytes) {
        assertThat(bytes).as("the mark by which Excel knows UTF-8").startsWith(MARK);
        CsvParserSettings settings = new CsvParserSettings();
        settings.getFormat().setLineSeparator("\r\n");
        settings.setMaxCharsPerColumn(-1);
        List<String[]> rows = new CsvParser(settings).parseAll(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8);
        Map<String, List<Map<String, String>>> sections = new LinkedHashMap<>();
        for (String[] row : rows.subList(1, rows.size())) {
            Map<String, String> cells = cells(rows.getFirst(), row);
            sections.computeIfAbsent(cells.remove("section"), name -> new ArrayList<>()).add(cells);
        }
        return new Opened(sections);
    }

    static Opened xlsx(byte[] bytes) throws IOException {
        Map<String, List<Map<String, String>>> sections = new LinkedHashMap<>();
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(bytes))) {
            for (Sheet sheet : book.getSheets().toList()) {
                List<String[]> rows = sheet.read().stream().map(row -> row.stream()
                        .map(cell -> cell == null ? null : cell.getText()).toArray(String[]::new)).toList();
                sections.put(sheet.getName(), rows.stream().skip(1).map(row -> cells(rows.getFirst(), row)).toList());
            }
        }
        return new Opened(sections);
    }

    public List<Map<String, String>> section(String name) {
        return sections.getOrDefault(name, List.of());
    }

    /** The one gap of a kind about a referral. */
    public Map<String, String> gap(String kind, String referral) {
        List<Map<String, String>> found = section("gaps").stream()
                .filter(row -> kind.equals(row.get("kind")) && referral.equals(row.get("referral"))).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static Map<String, String> cells(String[] names, String[] row) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(names.length, row.length); i++) {
            if (row[i] != null && !row[i].isEmpty()) {
                cells.put(names[i], row[i]);
            }
        }
        return cells;
    }

    private static HttpResponse<byte[]> get(HubClient client, String path, String accept) throws IOException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = http.send(client.request(path).header("Accept", accept).GET().build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).as(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(200);
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
