package dev.cartwright.access;

class InMemoryUserStoreTest implements UserStoreContract {
    private final UserStore store = new InMemoryUserStore();

    @Override
    public UserStore store() {
        return store;
    }
}
