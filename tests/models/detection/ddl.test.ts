import { describe, expect, test } from 'vitest'
import { createDdlReader, type DdlSummary } from '#models/detection/ddl.ts'

const read = (sql: string, size = sql.length + 1): DdlSummary => {
  const reader = createDdlReader()
  for (let at = 0; at < sql.length; at += size) reader.push(sql.slice(at, at + size))
  return reader.end()
}
const said = (summary: DdlSummary) =>
  summary.columns.map(({ table, name, type, comment }) => [
    `${table}.${name}`,
    type,
    ...(comment === null ? [] : [comment]),
  ])

const postgresql = `--
-- dump
SET client_encoding = 'UTF8';
CREATE TABLE public.citoyen (
  id bigint NOT NULL,
  nas character varying(11) DEFAULT 'a,b(''c'::text,
  montant numeric(10,2),
  CONSTRAINT pk PRIMARY KEY (id, nas)
);
ALTER TABLE ONLY public.citoyen ADD CONSTRAINT u UNIQUE (id);
ALTER TABLE public.citoyen ADD COLUMN IF NOT EXISTS courriel text, ADD COLUMN dob date NOT NULL;
COMMENT ON COLUMN public.citoyen.nas IS 'Numéro d''assurance';
CREATE FUNCTION f() RETURNS void AS $body$ begin create table no1 (a int); ' end; $body$ LANGUAGE plpgsql;
COPY public.citoyen (id, nas) FROM stdin;
1\t2
CREATE TABLE no2 (a int);
\\.
CREATE TABLE "Après" ("Nom complet" text);
`
const sqlServer = `USE [db]
GO
/* c /* nested */ */
CREATE TABLE [dbo].[Employe](
  [Id] [int] IDENTITY(1,1) NOT NULL,
  [NAS] [nvarchar](11) NULL,
  [Total] AS ([a]+[b]),
  CONSTRAINT [PK] PRIMARY KEY CLUSTERED ([Id] ASC) WITH (PAD_INDEX = OFF) ON [PRIMARY]
) ON [PRIMARY]
GO
ALTER TABLE [dbo].[Employe] ADD [Prenom] [nvarchar](50), Nom varchar(20)
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'numéro' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Employe', @level2type=N'COLUMN',@level2name=N'NAS'
GO
INSERT [dbo].[Employe] VALUES (N'it''s; create table no1 (z int)')
GO
`
const oracle = `CREATE TABLE "RH"."EMPLOYE"
   ("ID" NUMBER(9,0) NOT NULL ENABLE,
    "NAS" VARCHAR2(60 CHAR),
    "D" DATE DEFAULT SYSDATE) SEGMENT CREATION IMMEDIATE
 PCTFREE 10 STORAGE(INITIAL 65536)
/
ALTER TABLE RH.EMPLOYE ADD (SALAIRE NUMBER(10,2), X CLOB);
COMMENT ON COLUMN "RH"."EMPLOYE"."NAS" IS q'[l'assuré]';
`
const mysql = `/*!40101 SET x */;
CREATE TABLE \`patient\` (
  \`id\` int(11) unsigned NOT NULL AUTO_INCREMENT,
  \`nam\` varchar(12) DEFAULT NULL COMMENT 'assurance maladie', # don't
  \`e\` enum('a','b;') NOT NULL,
  PRIMARY KEY (\`id\`),
  KEY \`k\` (\`nam\`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COMMENT='x';
INSERT INTO \`patient\` VALUES (1,'it\\'s; CREATE TABLE no1 (z int)');
CREATE TABLE \`b\` (\`c\` int);
`

describe('the columns of a schema', () => {
  test.each([
    {
      dialect: 'postgresql',
      sql: postgresql,
      tables: 2,
      columns: [
        ['citoyen.id', 'bigint'],
        ['citoyen.nas', 'character varying(11)', "Numéro d'assurance"],
        ['citoyen.montant', 'numeric(10,2)'],
        ['citoyen.courriel', 'text'],
        ['citoyen.dob', 'date'],
        ['Après.Nom complet', 'text'],
      ],
    },
    {
      dialect: 'sql-server',
      sql: sqlServer,
      tables: 1,
      columns: [
        ['Employe.Id', 'int'],
        ['Employe.NAS', 'nvarchar(11)', 'numéro'],
        ['Employe.Total', null],
        ['Employe.Prenom', 'nvarchar(50)'],
        ['Employe.Nom', 'varchar(20)'],
      ],
    },
    {
      dialect: 'oracle',
      sql: oracle,
      tables: 1,
      columns: [
        ['EMPLOYE.ID', 'NUMBER(9,0)'],
        ['EMPLOYE.NAS', 'VARCHAR2(60 CHAR)', "l'assuré"],
        ['EMPLOYE.D', 'DATE'],
        ['EMPLOYE.SALAIRE', 'NUMBER(10,2)'],
        ['EMPLOYE.X', 'CLOB'],
      ],
    },
    {
      dialect: 'mysql',
      sql: mysql,
      tables: 2,
      columns: [
        ['patient.id', 'int(11) unsigned'],
        ['patient.nam', 'varchar(12)', 'assurance maladie'],
        ['patient.e', 'enum(,)'],
        ['b.c', 'int'],
      ],
    },
  ])('$dialect: tables, types and comments, and nothing of its data', ({ dialect, sql, tables, columns }) => {
    const whole = read(sql)
    expect({ dialect: whole.dialect, tables: whole.tables, cut: whole.cutStatements }).toEqual({
      dialect,
      tables,
      cut: [],
    })
    expect(said(whole)).toEqual(columns)
    for (const size of [1, 7, 64]) expect(read(sql, size)).toEqual(whole)
  })
})

describe('a damaged schema', () => {
  test.each([
    ['a table cut in half', 'CREATE TABLE t (a int,\n b date,\n no_assur', [1], ['t.a', 't.b']],
    ['cut before its columns', '\n\nCREATE TABLE', [3], []],
    ['a text never closed', "CREATE TABLE t (a int);\nINSERT INTO t VALUES ('abc", [2], ['t.a']],
    ['a comment never closed', 'CREATE TABLE t (a int);\n/* abc', [2], ['t.a']],
    ['a next table after a cut one', 'CREATE TABLE t (a int,\nCREATE TABLE u (b int);', [1], ['t.a', 'u.b']],
    ['no SQL at all', 'hello, world (really);', [], []],
  ])('%s: what stood whole, and the line of what was cut', (_, sql, lines, columns) => {
    const { cutStatements, columns: found } = read(sql)
    expect([cutStatements, found.map((one) => `${one.table}.${one.name}`)]).toEqual([lines, columns])
  })

  test('cut anywhere, it never fails and never names what stands in its data', () => {
    for (const sql of [postgresql, sqlServer, oracle, mysql]) {
      const whole = new Set(read(sql).columns.map((one) => one.table))
      for (let at = 0; at < sql.length; at += 1)
        expect(
          [...new Set(read(sql.slice(0, at)).columns.map((one) => one.table))].filter((name) => !whole.has(name)),
        ).toEqual([])
    }
  })

  test('10,000 tables, and long hostile texts, are walked once', () => {
    const reader = createDdlReader()
    let sent = 0
    const push = (text: string) => {
      sent += text.length
      reader.push(text)
    }
    for (let at = 0; at < 10_000; at += 1) push(`CREATE TABLE t${at} (id int, nas char(11));\n`)
    for (const piece of ["'", '(', '$', '$a', '/*', '--', '"', 'create table ']) push(piece.repeat(100_000))
    const summary = reader.end()
    expect([summary.tables, summary.columns.length, reader.charactersRead]).toEqual([10_000, 20_000, sent])
  })
})
