package dev.cartwright.store.woocommerce;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.session.ForeignTrash;
import dev.cartwright.session.Session;
import java.util.List;
import java.util.Optional;

/// Another trash, between whose steps something may happen.
class ForwardingTrash implements ForeignTrash {
    private final ForeignTrash real;

    ForwardingTrash(ForeignTrash real) {
        this.real = real;
    }

    @Override
    public List<Pending> prepare(Kind kind, List<Deletion> deletions, Actor actor, String work) {
        return real.prepare(kind, deletions, actor, work);
    }

    @Override
    public Optional<Pending> prepareRestoration(CartKey key, Actor actor, String work) {
        return real.prepareRestoration(key, actor, work);
    }

    @Override
    public List<Session> complete(List<Pending> pending, List<String> fingerprints) {
        return real.complete(pending, fingerprints);
    }

    @Override
    public void drop(List<Pending> pending) {
        real.drop(pending);
    }

    @Override
    public List<String> works() {
        return real.works();
    }

    @Override
    public List<Pending> open(String work, long behind) {
        return real.open(work, behind);
    }
}
