package dev.taximeter.scenario;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * YAML to nodes. Data only: no anchors, hence no aliases that expand, no tags but those of the core schema, one
 * document, shallow nesting. Depth is checked on the flat stream of events, before anything recursive sees the text.
 */
final class YamlText {
    /** Far above what a scenario needs, far below what a stack bears. */
    static final int MAX_DEPTH = 32;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(Limits.YAML_BYTES)
            .setAllowNonScalarKeys(true) // so that we can report them with their place
            .build();

    private static final Set<String> CORE_TAGS = Set.of(
            "tag:yaml.org,2002:str",
            "tag:yaml.org,2002:int",
            "tag:yaml.org,2002:float",
            "tag:yaml.org,2002:bool",
            "tag:yaml.org,2002:null",
            "tag:yaml.org,2002:map",
            "tag:yaml.org,2002:seq");

    private final SourceFile source;

    private YamlText(SourceFile source) {
        this.source = source;
    }

    /** The root; null when the text is no YAML that we take, or empty. The problem is then reported. */
    static @Nullable Node parse(SourceFile source) {
        return new YamlText(source).root();
    }

    private @Nullable Node root() {
        reportSecrets();
        try {
            if (!eventsAreSafe()) {
                return null;
            }
            Optional<Node> root = new Compose(SETTINGS).composeString(source.text());
            if (root.isEmpty()) {
                source.report(1, 1, "the file is empty", null, null);
                return null;
            }
            reportHiddenSecrets(root.get());
            return root.get();
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            int line = mark.map(Mark::getLine).orElse(0) + 1;
            int column = mark.map(Mark::getColumn).orElse(0) + 1;
            source.report(line, column, "this is not YAML: " + oneLine(e.getProblem()), null, null);
        } catch (ReaderException e) {
            int offset = source.text().offsetByCodePoints(0, Math.min(e.getPosition(), codePoints()));
            source.reportAt(
                    offset,
                    "the character U+%04X is not allowed in YAML".formatted(e.getCodePoint()),
                    "printable text");
        } catch (YamlEngineException e) {
            source.report(1, 1, "this is not YAML: " + oneLine(e.getMessage()), null, null);
        }
        return null;
    }

    private int codePoints() {
        return source.text().codePointCount(0, source.text().length());
    }

    private static String oneLine(@Nullable String text) {
        return text == null ? "it cannot be read" : text.strip().replaceAll("\\s+", " ");
    }

    /** Also in comments: a run keeps the scenario's text. */
    private void reportSecrets() {
        for (int i = 0; i < source.lines().size(); i++) {
            String line = source.lines().get(i);
            int at = Secrets.indexIn(line);
            if (at >= 0) {
                source.report(i + 1, line.codePointCount(0, at) + 1, Secrets.REFUSAL, null, null);
            }
        }
    }

    /** What only shows once escapes are resolved and folded lines joined. */
    private void reportHiddenSecrets(Node node) {
        switch (node) {
            case ScalarNode scalar -> {
                if (Secrets.in(scalar.getValue()) && !isSeen(scalar)) {
                    source.reportUnseen(scalar, Secrets.REFUSAL, null);
                }
            }
            case MappingNode map ->
                map.getValue().forEach(entry -> {
                    reportHiddenSecrets(entry.getKeyNode());
                    reportHiddenSecrets(entry.getValueNode());
                });
            case SequenceNode list -> list.getValue().forEach(this::reportHiddenSecrets);
            default -> throw new IllegalStateException("a node of an unknown kind: " + node.getNodeType());
        }
    }

    /** Whether the secret stands in one of the scalar's lines as it is, and so was reported already. */
    private boolean isSeen(ScalarNode scalar) {
        int first = scalar.getStartMark().orElseThrow().getLine();
        int last = Math.min(
                scalar.getEndMark().orElseThrow().getLine() + 1, source.lines().size());
        return first < last && source.lines().subList(first, last).stream().anyMatch(Secrets::in);
    }

    private boolean eventsAreSafe() {
        int depth = 0;
        int events = 0;
        int documents = 0;
        boolean safe = true;
        for (Event event : new Parse(SETTINGS).parseString(source.text())) {
            switch (event) {
                case CollectionStartEvent ignored -> depth++;
                case CollectionEndEvent ignored -> depth--;
                case DocumentStartEvent ignored -> documents++;
                default -> {}
            }
            if (depth > MAX_DEPTH) {
                return refuse(event, "this is nested too deeply", "at most " + MAX_DEPTH + " levels");
            }
            events++;
            if (events > Limits.YAML_EVENTS) {
                return refuse(event, "there are too many values", "at most about " + Limits.YAML_EVENTS / 2);
            }
            if (documents > 1) {
                return refuse(event, "a second document begins here", "one document");
            }
            safe &= isPlain(event);
        }
        return safe;
    }

    private boolean isPlain(Event event) {
        if (event instanceof AliasEvent) {
            return refuse(event, "aliases are not allowed", "the value itself, written out");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            return refuse(event, "anchors are not allowed", "the value alone");
        }
        Optional<String> tag = switch (event) {
            case CollectionStartEvent collection -> collection.getTag();
            case ScalarEvent scalar -> scalar.getTag();
            default -> Optional.empty();
        };
        if (tag.isPresent() && !CORE_TAGS.contains(tag.get())) {
            return refuse(event, "this tag is not allowed", "the value alone");
        }
        return true;
    }

    private boolean refuse(Event event, String message, String expected) {
        Mark mark = event.getStartMark().orElseThrow();
        source.report(mark.getLine() + 1, mark.getColumn() + 1, message, expected, null);
        return false;
    }
}
