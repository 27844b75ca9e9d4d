package dev.taximeter.serve;

import dev.taximeter.model.NanoClock;
import dev.taximeter.nlu.NluModel.Inference;
import dev.taximeter.serve.Asked.Shape;
import dev.taximeter.serve.Asked.Unreadable;
import dev.taximeter.serve.Batcher.Inferred;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One connection of the server: reads a request, queues its texts, and writes the answer when the last of them is there.
 * On the connection's event loop, which never waits.
 */
final class HttpDoor extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern INFER = Pattern.compile("/v2/models/([^/]+)(?:/versions/[^/]+)?/infer");
    private static final Pattern READY =
            Pattern.compile("/health|/ready|/v2/health/(?:ready|live)|/v2/models/[^/]+/ready");
    private static final String RETRY_AFTER_SECONDS = "1";

    private final Batcher<Inference> batcher;
    private final AnswerJson answers;
    private final ServerTally tally;
    private final NanoClock clock;

    HttpDoor(Batcher<Inference> batcher, AnswerJson answers, ServerTally tally, NanoClock clock) {
        this.batcher = batcher;
        this.answers = answers;
        this.tally = tally;
        this.clock = clock;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        long receivedNanos = clock.nanos();
        Caller caller = Caller.of(context, request.headers());
        String path = new QueryStringDecoder(request.uri()).path();
        if (request.method().equals(HttpMethod.GET)) {
            get(caller, path);
            return;
        }
        Optional<Shape> shape = shape(path);
        if (shape.isEmpty() || !request.method().equals(HttpMethod.POST)) {
            send(caller, HttpResponseStatus.NOT_FOUND, AnswerJson.error(null, "there is nothing at " + path));
            return;
        }
        post(caller, shape.get(), path, request, receivedNanos);
    }

    /** Who asks, and by which names; the answer repeats them, so that both sides' logs and traces meet. */
    private record Caller(
            ChannelHandlerContext context,
            @Nullable String requestId,
            @Nullable String traceParent) {
        private static final String REQUEST_ID = "x-request-id";
        private static final String TRACE_PARENT = "traceparent";

        static Caller of(ChannelHandlerContext context, HttpHeaders headers) {
            return new Caller(context, headers.get(REQUEST_ID), headers.get(TRACE_PARENT));
        }

        void echo(HttpHeaders headers) {
            if (requestId != null) {
                headers.set(REQUEST_ID, requestId);
            }
            if (traceParent != null) {
                headers.set(TRACE_PARENT, traceParent);
            }
        }
    }

    private static Optional<Shape> shape(String path) {
        return switch (path) {
            case "/v1/parse" -> Optional.of(Shape.PARSE);
            case "/model/parse" -> Optional.of(Shape.RASA);
            case "/v1/embeddings" -> Optional.of(Shape.EMBEDDINGS);
            default -> INFER.matcher(path).matches() ? Optional.of(Shape.KSERVE) : Optional.empty();
        };
    }

    private void get(Caller caller, String path) {
        if (READY.matcher(path).matches()) {
            send(caller, HttpResponseStatus.OK, "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8));
        } else if (path.equals("/metrics")) {
            byte[] text = tally.text(batcher.waiting()).getBytes(StandardCharsets.UTF_8);
            send(caller, HttpResponseStatus.OK, text, "text/plain; version=0.0.4", null);
        } else {
            send(caller, HttpResponseStatus.NOT_FOUND, AnswerJson.error(null, "there is nothing at " + path));
        }
    }

    private void post(Caller caller, Shape shape, String path, FullHttpRequest request, long receivedNanos) {
        Asked asked;
        try {
            Matcher infer = INFER.matcher(path);
            String model = infer.matches() ? infer.group(1) : "";
            asked = Asked.of(shape, JSON.readTree(ByteBufUtil.getBytes(request.content())), model);
        } catch (Unreadable e) {
            refuse(caller, shape, HttpResponseStatus.UNPROCESSABLE_ENTITY, "the request " + e.getMessage());
            return;
        } catch (JacksonException e) {
            refuse(caller, shape, HttpResponseStatus.UNPROCESSABLE_ENTITY, "the request is no JSON");
            return;
        }
        Gathered gathered = new Gathered(
                asked.texts().size(),
                all -> caller.context().executor().execute(() -> answer(caller, asked, all, receivedNanos)));
        for (int i = 0; i < asked.texts().size(); i++) {
            int index = i;
            if (!batcher.offer(asked.texts().get(i), receivedNanos, inferred -> gathered.put(index, inferred))) {
                // What was queued of it is inferred for nobody; the request was never whole, so it gets no answer.
                refuse(caller, shape, HttpResponseStatus.TOO_MANY_REQUESTS, "the queue is full");
                return;
            }
        }
    }

    private void answer(Caller caller, Asked asked, List<Inferred<Inference>> all, long receivedNanos) {
        for (Inferred<Inference> inferred : all) {
            String failure = inferred.failure();
            if (failure != null) {
                refuse(caller, asked.shape(), HttpResponseStatus.INTERNAL_SERVER_ERROR, failure);
                return;
            }
            tally.inferred(inferred.fromNanos() - receivedNanos, inferred.toNanos() - inferred.fromNanos());
        }
        byte[] body = answers.write(asked, all, new AnswerJson.Times(receivedNanos, clock.nanos()));
        send(caller, HttpResponseStatus.OK, body);
    }

    private void refuse(Caller caller, Shape shape, HttpResponseStatus status, String message) {
        byte[] body = AnswerJson.error(shape, message);
        boolean later = status.equals(HttpResponseStatus.TOO_MANY_REQUESTS);
        send(caller, status, body, "application/json", later ? RETRY_AFTER_SECONDS : null);
    }

    private void send(Caller caller, HttpResponseStatus status, byte[] body) {
        send(caller, status, body, "application/json", null);
    }

    private void send(Caller caller, HttpResponseStatus status, byte[] body, String type, @Nullable String retryAfter) {
        tally.responded(status.code());
        DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, type).set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        if (retryAfter != null) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, retryAfter);
        }
        caller.echo(response.headers());
        ChannelFuture _ = caller.context().writeAndFlush(response);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ChannelFuture _ = context.close(); // a client that hung up, or one that speaks no HTTP
    }
}
