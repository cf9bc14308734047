-- A number that may be shown to those who are called, because they can call it back.
ALTER TABLE "did" ADD COLUMN "can_be_called_back" BOOLEAN NOT NULL DEFAULT true;

-- For whom a number is kept, and until when.
ALTER TABLE "phone_number" ADD COLUMN "reserved_for" TEXT NOT NULL DEFAULT '',
ADD COLUMN "reserved_until" TIMESTAMPTZ(3);

CREATE INDEX "phone_number_tenant_id_issued_tenant_id_idx" ON "phone_number"("tenant_id", "issued_tenant_id");
CREATE INDEX "phone_number_tenant_id_parent_id_idx" ON "phone_number"("tenant_id", "parent_id");

-- Which answers of a carrier send the call to the next trunk, and how many failures in a row are an alarm.
ALTER TABLE "trunk" ADD COLUMN "failover_statuses" INTEGER[] DEFAULT ARRAY[408, 500, 502, 503, 504]::INTEGER[],
ADD COLUMN "alarm_failures" INTEGER NOT NULL DEFAULT 3,
ADD COLUMN "probed" BOOLEAN NOT NULL DEFAULT true;

-- An alarm that ended by itself.
ALTER TABLE "alarm" ADD COLUMN "cleared_at" TIMESTAMPTZ(3);
