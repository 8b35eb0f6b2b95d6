-- Materials and technique in English; options carry their English words in their own JSON.
ALTER TABLE listing ADD COLUMN materials_en TEXT NOT NULL DEFAULT ''; -- empty: shown as the shop writes them
ALTER TABLE listing ADD COLUMN technique_en TEXT NOT NULL DEFAULT '';
