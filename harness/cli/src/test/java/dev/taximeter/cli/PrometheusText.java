package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks a text of metrics by the rules of its format, and by the vendors' own parser where Python has it ({@code pip install
 * prometheus-client}); else it says that it did not.
 */
final class PrometheusText {
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)\\{((?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\",?)*)} (\\S+)");

    private PrometheusText() {}

    static void check(String text, boolean openMetrics) {
        List<String> lines = text.lines().toList();
        Set<String> seen = new HashSet<>();
        Set<String> families = new HashSet<>();
        String family = "";
        for (String line : lines) {
            if (line.startsWith("# TYPE ")) {
                family = line.split(" ")[2];
                assertThat(families.add(family))
                        .as("a family stands together: %s", family)
                        .isTrue();
            } else if (line.startsWith("# UNIT ")) {
                assertThat(family).endsWith(line.split(" ")[3]);
            } else if (!line.startsWith("#")) {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(sample.group(1)).isEqualTo(family);
                assertThat(Double.parseDouble(sample.group(3))).isFinite();
                assertThat(seen.add(line.substring(0, line.lastIndexOf(' '))))
                        .as(line)
                        .isTrue();
            }
        }
        assertThat(lines.getLast().equals("# EOF")).isEqualTo(openMetrics);
        byTheirOwnParser(text, openMetrics);
    }

    private static void byTheirOwnParser(String text, boolean openMetrics) {
        String module = openMetrics ? "prometheus_client.openmetrics.parser" : "prometheus_client.parser";
        String program = """
            import sys
            try:
                from %s import text_string_to_metric_families as families
            except ImportError:
                sys.exit(42)
            print(sum(len(family.samples) for family in families(sys.stdin.read())))
            """.formatted(module);
        try {
            Process python = new ProcessBuilder("python3", "-c", program).start();
            python.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            python.getOutputStream().close();
            String out = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            String err = new String(python.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = python.waitFor();
            if (code == 42) {
                System.out.println("PrometheusText: not checked by prometheus_client, which is not installed");
                return;
            }
            assertThat(code).as(err).isZero();
            long samples = text.lines().filter(line -> !line.startsWith("#")).count();
            assertThat(Long.parseLong(out)).isEqualTo(samples);
        } catch (IOException noPython) {
            System.out.println("PrometheusText: not checked by prometheus_client: there is no python3");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
