package dev.cartwright.shop;

class InMemoryShopStoreTest implements ShopStoreContract {
    private final ShopStore store = new InMemoryShopStore();

    @Override
    public ShopStore store() {
        return store;
    }
}
