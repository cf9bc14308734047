-- With whom the operator speaks at a client, and what was asked for: all that is known of a prospect.
ALTER TABLE "tenant" ADD COLUMN     "contact_email" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "contact_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "contact_phone" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "requirements" TEXT NOT NULL DEFAULT '';
