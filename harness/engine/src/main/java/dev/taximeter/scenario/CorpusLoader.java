package dev.taximeter.scenario;

import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.scenario.Utterances.Row;
import dev.taximeter.scenario.Utterances.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads labelled utterances for training and judging a local model, in the formats in which they are published:
 *
 * <ul>
 *   <li>a {@code .csv} or {@code .jsonl} file of one's own (see {@link CsvData} and {@link JsonLines});
 *   <li>CLINC150's {@code data_full.json};
 *   <li>a folder with {@code train.csv} and {@code test.csv}, as BANKING77 has them;
 *   <li>a folder with SNIPS' {@code train_*.json} and {@code validate_*.json}, in it or in folders below; where a
 *       {@code train_*_full.json} is there it is read alone.
 * </ul>
 */
public final class CorpusLoader {
    private static final int DEEP = 3;

    private final Problems problems = new Problems();
    private final MessageDigest digest = sha256();
    private final List<Row> rows = new ArrayList<>();

    private CorpusLoader() {}

    /**
     * Reads a file or folder. Utterances that no file says a part of are split by the seed, seven to three, each intent by
     * itself.
     *
     * @throws ScenarioException with every problem of all files
     * @throws IOException if the disk fails
     */
    public static Corpus load(Path path, long seed) throws ScenarioException, IOException {
        return new CorpusLoader().read(path, seed);
    }

    private Corpus read(Path path, long seed) throws ScenarioException, IOException {
        for (Part part : parts(path)) {
            read(part);
        }
        problems.throwIfAny();
        List<Row> split =
                rows.stream().allMatch(row -> row.split() == null) ? new StratifiedSplit(seed).split(rows) : rows;
        List<LabelledUtterance> training = of(split, Split.TRAIN);
        if (training.isEmpty()) {
            problems.open(path.toString(), 1);
            String expected = "rows with split train, or no split at all";
            problems.add(new Problem(path.toString(), 1, 1, "there is nothing to learn from", expected, null, null));
            problems.throwIfAny();
        }
        return new Corpus(
                name(path),
                training,
                of(split, Split.VALIDATION),
                of(split, Split.TEST),
                HexFormat.of().formatHex(digest.digest()),
                licence(path));
    }

    private static List<LabelledUtterance> of(List<Row> rows, Split split) {
        return rows.stream()
                .filter(row -> row.split() == split)
                .map(Row::utterance)
                .toList();
    }

    /** @param split of all its rows; null when they say it themselves */
    private record Part(Path file, boolean snips, @Nullable Split split) {}

    private List<Part> parts(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(new Part(path, false, null));
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(path, DEEP)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        List<Part> snips = new ArrayList<>(parts(files, "train_.*_full\\.json", true, Split.TRAIN));
        if (snips.isEmpty()) {
            snips.addAll(parts(files, "train_.*\\.json", true, Split.TRAIN));
        }
        if (!snips.isEmpty()) {
            snips.addAll(parts(files, "validate_.*\\.json", true, Split.TEST));
            return snips;
        }
        List<Part> csv = new ArrayList<>(parts(files, "train\\.csv", false, Split.TRAIN));
        csv.addAll(parts(files, "(validation|val|dev)\\.csv", false, Split.VALIDATION));
        csv.addAll(parts(files, "test\\.csv", false, Split.TEST));
        if (!csv.isEmpty()) {
            return csv;
        }
        List<Part> clinc = parts(files, "data_full\\.json", false, null);
        if (clinc.isEmpty()) {
            problems.open(path.toString(), 1);
            String expected = "train.csv and test.csv, data_full.json, or SNIPS' train_*.json and validate_*.json";
            problems.add(new Problem(path.toString(), 1, 1, "the folder has no known data", expected, null, null));
        }
        return clinc;
    }

    private static List<Part> parts(List<Path> files, String name, boolean snips, @Nullable Split split) {
        return files.stream()
                .filter(file -> String.valueOf(file.getFileName()).matches(name))
                .map(file -> new Part(file, snips, split))
                .toList();
    }

    private void read(Part part) throws IOException {
        SourceFile source = part.snips
                ? SourceFile.readInUtf8OrLatin1(part.file, Limits.DATA_BYTES, Limits.DATA_PROBLEMS, problems)
                : SourceFile.read(part.file, Limits.DATA_BYTES, Limits.DATA_PROBLEMS, problems);
        if (source == null) {
            return;
        }
        digest.update(source.text().getBytes(StandardCharsets.UTF_8));
        Utterances utterances = new Utterances(source);
        boolean read = part.snips ? SnipsData.read(source, utterances) : DataSets.fill(source, utterances);
        if (read) {
            for (Row row : utterances.rows()) {
                rows.add(row.split() == null && part.split != null ? row.in(part.split) : row);
            }
        }
    }

    private static String name(Path path) {
        String name = String.valueOf(path.toAbsolutePath().normalize().getFileName());
        return Files.isDirectory(path) ? name : ScenarioLoader.nameOf(path);
    }

    private static String licence(Path path) throws IOException {
        Path folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
        Path file = folder == null ? null : folder.resolve("LICENSE");
        if (file == null || !Files.isReadable(file)) {
            return "";
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
