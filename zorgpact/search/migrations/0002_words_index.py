"""The index of the words: GIN on PostgreSQL, FTS5 on SQLite, where triggers keep it.

On SQLite Django makes a table anew when a field of it is altered, without its triggers: such a migration runs this one again.
"""

from django.db import migrations

STATEMENTS = {
    "postgresql": ["CREATE INDEX search_entry_words ON search_entry USING gin (words)"],
    "sqlite": [
        "CREATE VIRTUAL TABLE search_words USING fts5("
        "words, content='search_entry', content_rowid='id', detail='none', tokenize='ascii')",
        "CREATE TRIGGER search_words_add AFTER INSERT ON search_entry BEGIN"
        " INSERT INTO search_words(rowid, words) VALUES (new.id, new.words); END",
        "CREATE TRIGGER search_words_remove AFTER DELETE ON search_entry BEGIN"
        " INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words); END",
    ],
}
UNDO = {
    "postgresql": ["DROP INDEX search_entry_words"],
    "sqlite": [
        "DROP TRIGGER search_words_add",
        "DROP TRIGGER search_words_remove",
        "DROP TABLE search_words",
    ],
}


def execute(statements):
    def run(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(execute(STATEMENTS), execute(UNDO))]
