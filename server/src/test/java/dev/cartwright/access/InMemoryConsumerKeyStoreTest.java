package dev.cartwright.access;

import java.time.InstantSource;

class InMemoryConsumerKeyStoreTest implements ConsumerKeyStoreContract {
    private final ConsumerKeyStore store = new InMemoryConsumerKeyStore(InstantSource.fixed(NOW));

    @Override
    public ConsumerKeyStore store() {
        return store;
    }
}
