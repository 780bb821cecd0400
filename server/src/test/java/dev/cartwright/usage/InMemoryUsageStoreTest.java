package dev.cartwright.usage;

class InMemoryUsageStoreTest implements UsageStoreContract {
    private final UsageStore store = new InMemoryUsageStore();

    @Override
    public UsageStore store() {
        return store;
    }
}
