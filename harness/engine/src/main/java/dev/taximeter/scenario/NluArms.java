package dev.taximeter.scenario;

import dev.taximeter.model.Arm;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Target;
import dev.taximeter.model.Target.Batching;
import dev.taximeter.model.Target.LocalNlu;
import dev.taximeter.model.Target.NluHttp;
import dev.taximeter.model.Target.PubSubQueue;
import dev.taximeter.model.Target.RedisQueue;
import dev.taximeter.scenario.Kind.Misfit;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads arms that are local language models: in the process, or behind something that the run starts or somebody runs. */
final class NluArms {
    private static final String BUILT_IN_ENCODER = "all-minilm-l6-v2-q";

    /** Where the local model's answers stop being better than "I do not know" on public data. */
    private static final double OUT_OF_SCOPE = 0.25;

    private static final Kind<Integer> THREADS = Kinds.count("a number of threads from 1 to 64", 1, 64);
    private static final Kind<Integer> BATCH = Kinds.count("a number of requests from 1 to 64", 1, 64);
    private static final Kind<Long> MAX_DELAY = Units.duration(0, Units.SECOND);
    private static final Kind<String> MODEL_NAME = Kinds.line("the model's name, as reports shall call it", 200);
    private static final Kind<String> QUEUE =
            Kinds.shaped("the name of a queue, such as nlu", Pattern.compile("[A-Za-z0-9._-]{1,64}"));
    private static final Kind<RedisQueue.Pattern> PATTERN =
            Kinds.choice("streams", RedisQueue.Pattern.STREAMS, "lists", RedisQueue.Pattern.LISTS);
    private static final Kind<NluHttp.Api> API = Kinds.choice(apis());
    private static final Kind<NluHttp.Offsets> OFFSETS = Kinds.choice(offsets());
    private static final Kind<URI> REDIS =
            new Kind<>("an address such as redis://127.0.0.1:6379", scalar -> redis(scalar.getValue()));

    /** Stands for the address of what the run starts itself. */
    private static final URI NOT_YET = URI.create("redis://127.0.0.1");

    private static final Kind<String> OUTPUT = Kinds.line("the name of the model's output, such as intent_logits", 200);
    private static final Kind<String> LABEL = Kinds.line("a label", 200);

    private final SourceFile source;
    private final Path folder;

    NluArms(SourceFile source) {
        this.source = source;
        this.folder = source.folder();
    }

    Arm inProcess(YamlMap arm, String name, String label) {
        return armOf(arm, name, label, local(arm));
    }

    /** Behind HTTP; without an endpoint the run starts the server. */
    @Nullable
    Arm http(YamlMap arm, String name, String label) throws IOException {
        NluHttp.Api api = arm.optional("api", API, NluHttp.Api.PARSE);
        String key = arm.optional("key", Kinds.VARIABLE_NAME);
        String token = arm.optional("token", Kinds.VARIABLE_NAME);
        only(arm, "token", api, NluHttp.Api.RASA);
        URI endpoint = arm.optional("endpoint", Endpoints.ENDPOINT);
        if (!arm.has("endpoint")) {
            refuse(arm, "without 'endpoint': the run starts a server of its own", "key", "token", "offsets", "logits");
            if (api == NluHttp.Api.TEI) {
                arm.reportKey("api", "the run's own server does not speak tei", "parse, rasa or kserve", null);
            }
            return armOf(arm, name, label, started(arm, new NluHttp(NOT_YET, api, null, "")));
        }
        String model = foreign(arm);
        if (endpoint == null || model == null) {
            return null;
        }
        for (String secret : List.of("key", "token")) {
            if (arm.has(secret) && !Endpoints.keepsSecrets(endpoint)) {
                String message = "the %s would travel in clear text to another machine".formatted(secret);
                arm.reportKey(secret, message, "https, or no " + secret, null);
            }
        }
        NluHttp target = new NluHttp(
                endpoint,
                api,
                key,
                token,
                model,
                arm.optional("offsets", OFFSETS, NluHttp.Offsets.CODE_POINTS),
                logits(arm, api));
        return armOf(arm, name, label, target);
    }

    private NluHttp.@Nullable Logits logits(YamlMap arm, NluHttp.Api api) throws IOException {
        YamlMap logits = arm.optionalMap("logits", Sections.LOGITS);
        if (logits == null) {
            return null;
        }
        only(arm, "logits", api, NluHttp.Api.KSERVE);
        String output = logits.required("output", OUTPUT);
        List<String> labels = labels(logits);
        if (labels != null
                && (labels.size() < 2 || labels.size() != Set.copyOf(labels).size())) {
            logits.report(
                    "labels",
                    "there are %d labels, %d of them different"
                            .formatted(labels.size(), Set.copyOf(labels).size()),
                    "at least two, each once, in the model's order",
                    null);
        }
        return output == null || labels == null ? null : new NluHttp.Logits(output, labels);
    }

    /** As a list, or one a line in a file. */
    private @Nullable List<String> labels(YamlMap logits) throws IOException {
        if (!logits.has("labels")) {
            logits.missing("labels", "a list of labels, or a file with one a line");
            return null;
        }
        if (logits.isList("labels")) {
            return logits.optionalList("labels", LABEL);
        }
        Path file = logits.optional("labels", InputPaths.inside(source.folder(), "data/labels.txt"));
        return file == null
                ? null
                : PromptRows.read(file, false, null, source.problems()).prompts().stream()
                        .map(Prompt::text)
                        .toList();
    }

    private static void only(YamlMap arm, String key, NluHttp.Api api, NluHttp.Api owner) {
        if (arm.has(key) && api != owner) {
            String word = owner.name().toLowerCase(Locale.ROOT);
            arm.reportKey(key, "'%s' goes with api %s alone".formatted(key, word), "api: " + word, null);
        }
    }

    /** Behind a queue in Redis; without an endpoint the run starts Redis and a worker. */
    @Nullable
    Arm redis(YamlMap arm, String name, String label) {
        RedisQueue.Pattern pattern = arm.optional("pattern", PATTERN, RedisQueue.Pattern.STREAMS);
        String queue = arm.optional("queue", QUEUE, "nlu");
        String password = arm.optional("password", Kinds.VARIABLE_NAME);
        URI endpoint = arm.optional("endpoint", REDIS);
        if (!arm.has("endpoint")) {
            refuse(arm, "without 'endpoint': the run starts a Redis of its own", "password", "queue");
            RedisQueue own = new RedisQueue(NOT_YET, null, name, pattern, "");
            return armOf(arm, name, label, started(arm, own));
        }
        String model = foreign(arm);
        return endpoint == null || model == null
                ? null
                : armOf(arm, name, label, new RedisQueue(endpoint, password, queue, pattern, model));
    }

    /** Behind Google Pub/Sub; without a project and an endpoint the run starts a fake and a worker. */
    @Nullable
    Arm pubSub(YamlMap arm, String name, String label) {
        PubSubSection section = new PubSubSection(arm);
        if (section.startsItself()) {
            refuse(arm, "without 'project' or 'endpoint': the run starts a fake of its own", "queue");
            return armOf(arm, name, PubSubSection.fakeLabel(label), started(arm, section.started(name)));
        }
        refuse(arm, "with 'project' or 'endpoint': the run starts neither a worker nor a fake", "worker", "fake");
        PubSubQueue queue = section.existing(foreign(arm));
        return queue == null ? null : armOf(arm, name, label, queue);
    }

    /** A model that runs elsewhere has a name and none of the settings of one that the run starts. */
    private static @Nullable String foreign(YamlMap arm) {
        refuse(
                arm,
                "with a worker that others run: they have set it",
                "encoder",
                "outOfScope",
                "threads",
                "batch",
                "maxDelay");
        return arm.required("model", MODEL_NAME);
    }

    private static void refuse(YamlMap arm, String why, String... keys) {
        for (String key : keys) {
            if (arm.has(key)) {
                arm.reportKey(key, "'%s' does not go %s".formatted(key, why), null, null);
            }
        }
    }

    private Target.Started started(YamlMap arm, Target behind) {
        int most = arm.optional("batch", BATCH, 1);
        long delayNanos = arm.optional("maxDelay", MAX_DELAY, 0L);
        if (arm.has("maxDelay") && most == 1) {
            arm.reportKey("maxDelay", "'maxDelay' says nothing without 'batch'", "batch: 8", null);
        }
        return new Target.Started(local(arm), new Batching(most, delayNanos), behind);
    }

    private LocalNlu local(YamlMap arm) {
        String model = arm.optional("model", InputPaths.savedModel(folder));
        String encoder = arm.optional("encoder", InputPaths.encoder(folder, BUILT_IN_ENCODER));
        if (model != null && encoder != null) {
            arm.reportKey("encoder", "'encoder' does not go with 'model': a saved model has its own", null, null);
        }
        Double outOfScope = arm.optional("outOfScope", Units.ratio());
        int threads = arm.optional("threads", THREADS, 1);
        return model != null
                ? new LocalNlu("", model, outOfScope, threads)
                : new LocalNlu(
                        encoder == null ? BUILT_IN_ENCODER : encoder,
                        outOfScope == null ? OUT_OF_SCOPE : outOfScope,
                        threads);
    }

    private static Arm armOf(YamlMap arm, String name, String label, Target target) {
        MachineKeys machine = MachineKeys.read(arm);
        return new Arm(name, label, target, null, machine.machine(), machine.utilisationRatio());
    }

    private static Map<String, NluHttp.Api> apis() {
        Map<String, NluHttp.Api> apis = new LinkedHashMap<>();
        for (NluHttp.Api api : NluHttp.Api.values()) {
            apis.put(api.name().toLowerCase(Locale.ROOT), api);
        }
        return apis;
    }

    private static Map<String, NluHttp.Offsets> offsets() {
        Map<String, NluHttp.Offsets> words = new LinkedHashMap<>();
        words.put("codePoints", NluHttp.Offsets.CODE_POINTS);
        words.put("utf16", NluHttp.Offsets.UTF16);
        words.put("bytes", NluHttp.Offsets.BYTES);
        return words;
    }

    private static URI redis(String text) throws Misfit {
        URI uri = Endpoints.parse(text);
        if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("rediss?")) {
            throw new Misfit("it does not begin with redis:// or rediss:// and a host");
        }
        if (uri.getUserInfo() != null) {
            throw new Misfit("it holds a user or a password; name the password's variable in 'password'");
        }
        if (!String.valueOf(uri.getPath()).matches("/?[0-9]{0,4}")) {
            throw new Misfit("its path is not the number of a database");
        }
        return uri;
    }
}
