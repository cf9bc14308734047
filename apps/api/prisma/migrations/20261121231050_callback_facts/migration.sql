-- A callback is made of facts of several calls: they are found by its id.
CREATE INDEX journal_event_callback ON "journal_event" ((fact ->> 'callbackId')) WHERE fact ? 'callbackId';
