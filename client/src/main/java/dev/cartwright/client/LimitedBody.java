package dev.cartwright.client;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// Keeps an answer in memory, but no more of it than allowed.
final class LimitedBody implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> kept = BodySubscribers.ofByteArray();
    private final long most;
    private long seen;
    private Flow.@Nullable Subscription subscription;

    LimitedBody(long most) {
        this.most = most;
    }

    /// The answer is longer than allowed.
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;

        TooLong(long most) {
            super("longer than " + most + " bytes");
        }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return kept.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        kept.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (seen > most) {
            return; // what was under way when it was cancelled
        }
        for (ByteBuffer buffer : buffers) {
            seen += buffer.remaining();
        }
        if (seen <= most) {
            kept.onNext(buffers);
            return;
        }
        if (subscription != null) {
            subscription.cancel();
        }
        kept.onError(new TooLong(most));
    }

    @Override
    public void onError(Throwable failure) {
        kept.onError(failure);
    }

    @Override
    public void onComplete() {
        if (seen <= most) {
            kept.onComplete();
        }
    }
}
