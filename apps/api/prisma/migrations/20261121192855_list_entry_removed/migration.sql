-- Who took an entry off the list, beside who put it there.
ALTER TABLE "list_entry" ADD COLUMN "removed_at" TIMESTAMPTZ(3),
ADD COLUMN "removed_by" TEXT,
ADD COLUMN "removal_note" TEXT NOT NULL DEFAULT '';

CREATE INDEX "list_entry_tenant_id_list_number_idx" ON "list_entry"("tenant_id", "list", "number");
