-- What was written about a consent in words, and where its paper lies, is sealed under the person's key. No hub that was in use
-- recorded any before this.
alter table consent
    drop column relationship,
    drop column evidence,
    drop column justification,
    add column words bytea;                       -- sealed JSON: relationship, evidence, justification; null: none
