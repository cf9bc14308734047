-- Calls that the platform places over a trunk.
ALTER TABLE "call" ADD COLUMN "direction" "LegDirection" NOT NULL DEFAULT 'inbound';
