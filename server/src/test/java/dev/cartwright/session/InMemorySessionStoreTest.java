package dev.cartwright.session;

import java.time.InstantSource;

class InMemorySessionStoreTest implements SessionStoreContract, SessionImportsContract {
    private final SessionStore store = new InMemorySessionStore(InstantSource.fixed(NOW));

    @Override
    public SessionStore store() {
        return store;
    }
}
