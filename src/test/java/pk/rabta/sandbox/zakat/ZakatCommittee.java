package pk.rabta.sandbox.zakat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pk.rabta.sandbox.Agenda;
import pk.rabta.sandbox.Faults;
import pk.rabta.sandbox.Ledger;
import pk.rabta.sandbox.Received;
import pk.rabta.sandbox.SftpServer;
import pk.rabta.sandbox.Simulator;

/**
 * Zakat and Ushr, Punjab, and its district committees: an SFTP server whose lists are read and answered with returns.
 * Unless told otherwise, a committee refuses widows, who get Kafaalat here, and grants the others.
 */
public final class ZakatCommittee implements Simulator {

    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final String DATE = "2026-03-20";

    private final Received received = new Received();
    private final SftpServer server = new SftpServer("zakat-pb", received, "out", "in", "in/done", "receipts");
    private final Ledger ledger = new Ledger();
    private final Faults faults = new Faults(server::close, server::open);
    private final Set<String> read = ConcurrentHashMap.newKeySet();
    private final Set<String> redacted = ConcurrentHashMap.newKeySet();
    private final Map<String, ListRow> known = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private volatile Function<ListRow, @Nullable Decision> policy = ZakatCommittee::usual;
    private volatile Duration thinking = Duration.ofMillis(300);
    private @Nullable Agenda agenda;
    private @Nullable ScheduledExecutorService eyes;

    private static Decision usual(ListRow row) {
        return row.category().equals("WIDOW") ? Decision.refused("RECEIVES_OTHER_PROGRAMME") : Decision.granted();
    }

    @Override
    public String partner() {
        return "zakat-pb";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("ZAKAT_PB_HOST", server.host(), "ZAKAT_PB_PORT", Integer.toString(server.port()),
                "ZAKAT_PB_USERNAME", server.username(), "ZAKAT_PB_PASSWORD", server.password(),
                "ZAKAT_PB_KNOWN_HOSTS", server.knownHosts().toString(), "ZAKAT_PB_SCHEDULE", "every 1s",
                "ZAKAT_PB_POLL", "1000", "ZAKAT_PB_SETTLE", "200", "ZAKAT_PB_QUIET", "1s");
    }

    /** How rows are decided from now on; null leaves a row unanswered, as in a return that is only part of a list. */
    public void decides(Function<ListRow, @Nullable Decision> rule) {
        policy = rule;
    }

    /** How long a committee sits over a list. */
    public void thinks(Duration time) {
        thinking = time;
    }

    @Override
    public synchronized void start() {
        Agenda opened = new Agenda(partner(), faults);
        agenda = opened;
        server.open();
        eyes = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("zakat-committee")
                .factory());
        eyes.scheduleWithFixedDelay(() -> look(opened), 0, GLANCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        if (agenda != null) {
            agenda.close();
            agenda = null;
        }
        if (eyes != null) {
            eyes.shutdownNow();
            eyes = null;
        }
        server.close();
    }

    @Override
    public synchronized void end() {
        stop();
        server.delete();
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Received received() {
        return received;
    }

    @Override
    public Faults faults() {
        return faults;
    }

    public SftpServer server() {
        return server;
    }

    /** Sends a file to the hub: written under another name, then renamed. */
    public void send(String name, byte[] content) {
        try {
            Path part = server.folder("in").resolve(name + ".part");
            Files.write(part, content);
            Files.move(part, server.folder("in").resolve(name), StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the particulars of a person who was taken off were struck out. */
    public boolean redacted(String ref) {
        return redacted.contains(ref);
    }

    /** A name for a return that was not used before. */
    public String name(String kind, String district) {
        return "ZKT_PB_" + kind + "_" + district + "_20260320_" + String.format("%04d", number.incrementAndGet())
                + ".csv";
    }

    /** Pays a person who was granted: one row of a payment return. */
    public String pays(String ref, String transaction, String amount) {
        ListRow row = known.get(ref);
        String name = name("PAYMENTS", row.district());
        send(name, new ReturnFile("payments", row.district(), DATE)
                .row(ref, certificate(row), "GUZARA", "2026-H1", amount, "02-04-2026", "JAZZCASH", transaction,
                        "PAID").bytes());
        return name;
    }

    private void look(Agenda open) {
        List<Path> lists;
        try (Stream<Path> files = Files.list(server.folder("out"))) {
            lists = files.filter(file -> file.getFileName().toString().endsWith(".csv"))
                    .filter(file -> read.add(file.getFileName().toString())).sorted(Comparator.naturalOrder()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lists.forEach(file -> take(open, file));
    }

    private void take(Agenda open, Path file) {
        String name = file.getFileName().toString();
        try {
            ListFile list = ListFile.read(file);
            if (name.startsWith("ZKT_PB_WITHDRAWALS")) {
                ReturnFile confirmed = new ReturnFile("istehqaq", list.district(), DATE);
                list.rows().forEach(row -> {
                    ledger.applied("withdrawal", name, row.get(1), "withdrawn");
                    if (row.get(4).equals("YES")) {
                        known.remove(row.get(1));
                        redacted.add(row.get(1));
                    }
                    confirmed.row(row.get(1), "", "", "", "20-03-2026", "", "WITHDRAWN", "");
                });
                String district = list.district().equals("ALL") ? "PK617" : list.district();
                open.after(thinking, "withdrawals of " + name, () -> send(name("ISTEHQAQ", district), confirmed.bytes()));
                return;
            }
            Map<String, ListRow> rows = new LinkedHashMap<>();
            list.rows().forEach(cells -> enter(name, list.row(cells), rows));
            // Each time that it is sent it has another name.
            open.after(thinking, "return of " + name, () ->
                    answer(name("ISTEHQAQ", list.district()), list.district(), rows));
        } catch (IOException e) {
            ledger.refused("list", name, "", String.valueOf(e.getMessage()));
        }
    }

    private void enter(String list, ListRow row, Map<String, ListRow> rows) {
        if (known.putIfAbsent(row.ref(), row) == null) {
            rows.put(row.ref(), row);
            ledger.applied("list-row", list, row.ref(), row.district());
        } else {
            ledger.repeated("list-row", list, row.ref(), row.district());
        }
    }

    private void answer(String name, String district, Map<String, ListRow> rows) {
        ReturnFile answers = new ReturnFile("istehqaq", district, DATE);
        boolean any = false;
        for (ListRow row : rows.values()) {
            Decision decision = policy.apply(row);
            if (decision != null) {
                any = true;
                boolean granted = decision.decision().equals("GRANTED");
                answers.row(row.ref(), row.cnic(), row.lzc(), granted ? certificate(row) : "", "20-03-2026",
                        granted ? "19-09-2026" : "", decision.decision(), decision.reason());
            }
        }
        if (any) {
            send(name, answers.bytes());
        }
    }

    private static String certificate(ListRow row) {
        return "ISQ-" + row.ref().substring(4, 12);
    }
}
