//! The statements with which an engine reads a lake: the tables over its files, and the views of the
//! schema, unchanged.

use crate::store::schema_of;

use super::source::Source;

/// An engine that reads lakes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Engine {
    DuckDb,
    DataFusion,
    Spark,
}

/// The files with the statements, each with its name.
pub(super) fn files(sources: &[Source]) -> [(&'static str, String); 3] {
    [
        ("schema.duckdb.sql", statements(Engine::DuckDb, sources)),
        ("schema.datafusion.sql", statements(Engine::DataFusion, sources)),
        ("schema.spark.sql", statements(Engine::Spark, sources)),
    ]
}

fn statements(engine: Engine, sources: &[Source]) -> String {
    let mut text = engine.head();
    for source in sources {
        text += "\n";
        text +=
            &if source.stored.is_empty() { engine.relation(source) } else { engine.table(source) };
        text += "\n";
    }
    for statement in schema_of("").filter(|statement| statement.contains("CREATE VIEW ")) {
        text += "\n";
        text += &statement.replace("CREATE VIEW", engine.create());
        text += "\n";
    }
    text
}

impl Engine {
    /// How to start, and what the names mean.
    fn head(self) -> String {
        let (start, more) = match self {
            Self::DuckDb => {
                ("DuckDB: start it in the folder of the lake, and run .read schema.duckdb.sql", "")
            }
            Self::DataFusion => (
                "DataFusion: start datafusion-cli in the folder of the lake with -f schema.datafusion.sql",
                "\n-- With these filters version 55 loses rows of joins.\n\
                 SET datafusion.optimizer.enable_join_dynamic_filter_pushdown = false;\n",
            ),
            Self::Spark => {
                ("Spark: start spark-sql in the folder of the lake with -i schema.spark.sql", "")
            }
        };
        format!(
            "-- Reads the lake in {start}\n\
             -- Points of the tables are whole ten-thousandths, and ..._decimal has them as decimals. lake_... has the\n\
             -- rows of a view from their own files.\n{more}"
        )
    }

    fn quoted(self, name: &str) -> String {
        match self {
            Self::DuckDb | Self::DataFusion => format!("\"{name}\""),
            Self::Spark => format!("`{name}`"),
        }
    }

    /// The files of a source as something to select from.
    fn files(self, source: &Source) -> String {
        let folder = &source.folder;
        match self {
            Self::DuckDb => {
                format!("read_parquet('{folder}/**/*.parquet', hive_partitioning = true)")
            }
            Self::DataFusion => format!("{}_files", source.name),
            Self::Spark => format!("parquet.`{folder}`"),
        }
    }

    /// What must come before: DataFusion has no files to select from, only tables of them.
    fn declared(self, source: &Source) -> String {
        match self {
            Self::DuckDb | Self::Spark => String::new(),
            Self::DataFusion => format!(
                "CREATE EXTERNAL TABLE {} STORED AS PARQUET PARTITIONED BY ({}) LOCATION '{}/';\n",
                self.files(source),
                source.parts.join(", "),
                source.folder
            ),
        }
    }

    fn create(self) -> &'static str {
        match self {
            Self::DuckDb | Self::DataFusion => "CREATE VIEW",
            Self::Spark => "CREATE OR REPLACE TEMPORARY VIEW",
        }
    }

    /// A table with its columns in their order, and no others than its own and the decimals.
    fn table(self, source: &Source) -> String {
        let is_in_file = |name: &str| source.columns.iter().any(|column| column.name == name);
        let stored = source.stored.iter().map(|name| {
            let quoted = self.quoted(name);
            // The name of the folder has it; engines differ in its type.
            match (is_in_file(name), name.as_str()) {
                (true, _) => quoted,
                (false, "year") => format!("CAST({quoted} AS BIGINT) AS {quoted}"),
                (false, _) => format!("CAST({quoted} AS VARCHAR(255)) AS {quoted}"),
            }
        });
        let is_stored = |name: &str| source.stored.iter().any(|stored| stored == name);
        let decimals = source.columns.iter().filter(|column| !is_stored(&column.name));
        let decimals = decimals.map(|column| self.quoted(&column.name));
        let columns: Vec<_> = stored.chain(decimals).collect();
        format!(
            "{}{} {} AS\nSELECT {}\n  FROM {};",
            self.declared(source),
            self.create(),
            self.quoted(&source.name),
            columns.join(", "),
            self.files(source)
        )
    }

    /// A relation with its columns and those of its folders.
    fn relation(self, source: &Source) -> String {
        format!(
            "{}{} lake_{} AS\nSELECT * FROM {};",
            self.declared(source),
            self.create(),
            source.name,
            self.files(source)
        )
    }
}
