package dev.taximeter.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a file, reading it gives a scenario or its problems, never a crash. */
class RandomDamageTest {
    private static final int SEEDS = 200;
    private static final List<String> JUNK = List.of(
            "null",
            "~",
            "[]",
            "{}",
            "- x",
            "''",
            "\"",
            "&a",
            "*a",
            "!!str 1",
            "<<: {}",
            "? [a]",
            "1e999",
            "0x1F",
            ".nan",
            "99999999999999999999h",
            "-1s",
            "\t",
            "\u0000",
            "\uFEFF",
            "é",
            "😀",
            "%",
            "@",
            "`",
            "|",
            ">-",
            "---",
            "...");

    @TempDir
    Path folder;

    @BeforeEach
    void copyFixtures() throws IOException {
        try (Stream<Path> files = Files.walk(Fixtures.VALID)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(Fixtures.VALID.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    @Test
    void damagedLinesAndWordsNeverCrash() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("full-intent.yaml"));
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<String> damaged = new ArrayList<>(lines);
            for (int i = random.nextInt(3); i >= 0; i--) {
                damage(damaged, random);
            }
            load(seed, "full-intent.yaml", String.join("\n", damaged).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void damagedBytesNeverCrash() throws IOException {
        for (String name : List.of("full-intent.yaml", "profiles/openai.yaml", "data/bank.csv")) {
            byte[] bytes = Files.readAllBytes(folder.resolve(name));
            for (long seed = 0; seed < SEEDS / 2; seed++) {
                Random random = new Random(seed);
                byte[] damaged = bytes.clone();
                for (int i = random.nextInt(8); i >= 0; i--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                load(seed, name, damaged);
            }
            Files.write(folder.resolve(name), bytes);
        }
    }

    @Test
    void randomBytesNeverCrash() throws IOException {
        for (long seed = 0; seed < SEEDS / 2; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            load(seed, "full-intent.yaml", bytes);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) "{}[]:,-?&*!|>'\"%@`# \n\tab1".charAt(random.nextInt(25));
            }
            load(seed, "full-intent.yaml", bytes);
        }
    }

    @Test
    void hugeAndHostileFilesEndAsProblems() throws IOException {
        String deep = "[".repeat(500_000);
        String wide = Stream.generate(() -> "a: 1\n").limit(200_000).collect(Collectors.joining());
        String keys = java.util.stream.IntStream.range(0, 60_000)
                .mapToObj(i -> "key" + i + ": 1\n")
                .collect(Collectors.joining());
        String bomb = "a: &a [x]\n"
                + Stream.generate(() -> "b: [*a, *a]\n").limit(50_000).collect(Collectors.joining());
        String question = "- ".repeat(100_000) + "? ".repeat(100_000);
        for (String text :
                List.of(deep, wide, keys, bomb, question, "x".repeat(2 << 20), "\"" + "\\u0041".repeat(100_000))) {
            assertThat(load(0, "full-intent.yaml", text.getBytes(StandardCharsets.UTF_8)))
                    .as(text.substring(0, 20))
                    .isBetween(1, Limits.YAML_PROBLEMS + 1);
        }
    }

    private static void damage(List<String> lines, Random random) {
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        int cut = random.nextInt(line.length() + 1);
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(random.nextInt(lines.size()), line);
            case 2 -> lines.set(at, line.substring(0, cut) + junk(random) + line.substring(cut));
            case 3 ->
                lines.set(at, line.replaceFirst(":.*", ": " + java.util.regex.Matcher.quoteReplacement(junk(random))));
            case 4 -> lines.set(at, " ".repeat(random.nextInt(5)) + line);
            default -> lines.set(at, line.substring(cut));
        }
    }

    private static String junk(Random random) {
        return JUNK.get(random.nextInt(JUNK.size()));
    }

    /** Number of problems. */
    private int load(long seed, String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
        try {
            assertThat(ScenarioLoader.load(folder.resolve("full-intent.yaml"), LoadOptions.NONE))
                    .isNotNull();
            return 0;
        } catch (ScenarioException e) {
            assertThat(e.forTerminal()).isNotBlank();
            return e.problems().size();
        } catch (RuntimeException | StackOverflowError e) {
            String start = Arrays.toString(Arrays.copyOf(bytes, Math.min(bytes.length, 2_000)));
            throw new AssertionError("seed %d of %s crashed; bytes %s".formatted(seed, name, start), e);
        }
    }
}
