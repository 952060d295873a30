"""Landing: exports in the drop folders become all-text raw tables, with lineage and a manifest.

Nothing here knows a source system: which files land where, and how they are read, is declared in
`dbt_project/models/staging/<system>/_<system>__sources.yml`.
"""
