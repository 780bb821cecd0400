-- What the log of acts is searched by: what an act was done to, by which key, and the types that
-- are not every day's.
CREATE INDEX event_subject ON event (subject, sequence);
CREATE INDEX event_key ON event (actor_id, sequence) WHERE actor_kind = 'KEY';
CREATE INDEX event_rare ON event (type, sequence)
    WHERE type NOT IN ('CART_CREATED', 'CART_UPDATED', 'CART_IMPORTED');
