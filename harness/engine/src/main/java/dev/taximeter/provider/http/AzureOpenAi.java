package dev.taximeter.provider.http;

import dev.taximeter.model.Dialect;
import dev.taximeter.model.FilterMode;
import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.Target;
import dev.taximeter.provider.Call;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Azure OpenAI. The format is OpenAI's with additions that are no content: a first frame of filter results without
 * choices, later annotations whose choice has no delta, also after the finish reason.
 */
final class AzureOpenAi implements WireDialect {
    /** The header's name ends with the deployment that had no room. */
    private static final String SPILLED_FROM = "x-ms-spillover-from-";

    private static final Pattern PERCENTAGE = Pattern.compile("\\s*\\d{1,6}(\\.\\d{1,12})?\\s*%?\\s*");

    private final HttpUrl url;
    private final @Nullable String modelField;
    private final String model;

    AzureOpenAi(Target.Http target) {
        String deployment = Objects.requireNonNull(target.deployment(), "an Azure target without deployment");
        boolean inUrl = target.dialect() == Dialect.AZURE_DEPLOYMENT;
        this.url = inUrl ? deploymentUrl(target, deployment) : v1Url(target);
        this.modelField = inUrl ? null : deployment;
        this.model = target.model();
    }

    private static HttpUrl deploymentUrl(Target.Http target, String deployment) {
        return HttpUrl.get(target.endpoint().toString())
                .newBuilder()
                .addPathSegments("openai/deployments")
                .addPathSegment(deployment)
                .addPathSegments("chat/completions")
                .addQueryParameter("api-version", target.apiVersion())
                .build();
    }

    private static HttpUrl v1Url(Target.Http target) {
        return HttpUrl.get(target.endpoint().toString())
                .newBuilder()
                .addPathSegments("openai/v1/chat/completions")
                .build();
    }

    @Override
    public HttpUrl url() {
        return url;
    }

    @Override
    public Headers headers(@Nullable String key) {
        return key == null ? Headers.of() : Headers.of("api-key", key);
    }

    @Override
    public byte[] body(Call call) {
        return ChatCompletions.body(call, modelField, model);
    }

    @Override
    public void event(ByteRun data, ReplyDraft draft) throws MalformedException {
        draft.facts().filterMode(FilterMode.UNKNOWN);
        ChatCompletions.event(data, draft);
    }

    @Override
    public void whole(byte[] body, ReplyDraft draft) throws MalformedException {
        ChatCompletions.whole(body, draft);
    }

    @Override
    public void facts(Headers headers, FactsDraft facts) {
        facts.session(headers.get("azureml-model-session"));
        String utilisation = headers.get("azure-openai-deployment-utilization");
        if (utilisation != null && PERCENTAGE.matcher(utilisation).matches()) {
            BigDecimal percent = new BigDecimal(utilisation.replace("%", "").strip());
            facts.utilisation(percent.movePointLeft(2).doubleValue());
        }
        for (String name : headers.names()) {
            if (name.regionMatches(true, 0, SPILLED_FROM, 0, SPILLED_FROM.length())) {
                facts.spilledFrom(name.substring(SPILLED_FROM.length()));
            }
        }
    }

    @Override
    public Kind failure(int status, ErrorBody error, Headers headers) {
        return FailureKinds.of(status, error);
    }

    @Override
    public String requestIdHeader() {
        return "apim-request-id";
    }

    @Override
    public @Nullable String regionHeader() {
        return "x-ms-region";
    }
}
