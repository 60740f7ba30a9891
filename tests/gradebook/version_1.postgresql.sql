--
-- PostgreSQL database dump
--

\restrict gsnjWUAeFDrn1gDBx3eGWK6fcs2iSBshXhYMJzuxyqeY5PYcYgxCVCQ4taHb53o

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: gradebook_refuse(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.gradebook_refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the gradebook is append-only'; END $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: adjustments; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.adjustments (
    id integer NOT NULL,
    student_id text NOT NULL,
    slug text NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    author text NOT NULL,
    reason text NOT NULL,
    made_at timestamp without time zone NOT NULL
);


--
-- Name: TABLE adjustments; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.adjustments IS 'What people decided about a student''s assignment; outlives every regrade';


--
-- Name: COLUMN adjustments.id; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.adjustments.id IS 'Row number; also the order in which adjustments apply';


--
-- Name: COLUMN adjustments.student_id; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.adjustments.student_id IS 'For whom: a students.student_id';


--
-- Name: COLUMN adjustments.slug; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.adjustments.slug IS 'In which assignment: an assignments.slug';


--
-- Name: COLUMN adjustments.kind; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.adjustments.kind IS 'points, waiver (of lateness), extension (of the due date) or comment';


--
-- Name: COLUMN adjustments.value; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.adjustments.value IS 'Points to add, new due moment in ISO 8601, or text: the kind decides';


--
-- Name: COLUMN adjustments.author; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.adjustments.author IS 'Who decided';


--
-- Name: COLUMN adjustments.reason; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.adjustments.reason IS 'Why';


--
-- Name: COLUMN adjustments.made_at; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.adjustments.made_at IS 'When it was decided, UTC';


--
-- Name: adjustments_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.adjustments_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: adjustments_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.adjustments_id_seq OWNED BY public.adjustments.id;


--
-- Name: assignments; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.assignments (
    id integer NOT NULL,
    slug text NOT NULL,
    title text NOT NULL,
    version text NOT NULL,
    max_score double precision NOT NULL,
    due timestamp without time zone,
    late_percent_per_day double precision NOT NULL,
    tasks text NOT NULL,
    recorded_at timestamp without time zone NOT NULL
);


--
-- Name: TABLE assignments; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.assignments IS 'What is handed in: one row for each version of an assignment';


--
-- Name: COLUMN assignments.id; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.assignments.id IS 'Row number; the highest of a slug holds';


--
-- Name: COLUMN assignments.slug; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.assignments.slug IS 'The assignment''s folder name; never changes';


--
-- Name: COLUMN assignments.title; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.assignments.title IS 'What people call it';


--
-- Name: COLUMN assignments.version; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.assignments.version IS 'Version of the checks and the reference solution';


--
-- Name: COLUMN assignments.max_score; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.assignments.max_score IS 'Points of a perfect submission';


--
-- Name: COLUMN assignments.due; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.assignments.due IS 'Last moment that is not late, UTC; NULL if never late';


--
-- Name: COLUMN assignments.late_percent_per_day; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.assignments.late_percent_per_day IS 'Percent of the raw score lost per started day after due';


--
-- Name: COLUMN assignments.tasks; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.assignments.tasks IS '[[name, points], …] in notebook order';


--
-- Name: COLUMN assignments.recorded_at; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.assignments.recorded_at IS 'When this version was recorded, UTC';


--
-- Name: assignments_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.assignments_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: assignments_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.assignments_id_seq OWNED BY public.assignments.id;


--
-- Name: attempts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.attempts (
    id integer NOT NULL,
    student_id text NOT NULL,
    slug text NOT NULL,
    fingerprint text NOT NULL,
    status text NOT NULL,
    score double precision,
    max_score double precision NOT NULL,
    note text NOT NULL,
    notebook_sha256 text NOT NULL,
    assignment_version text NOT NULL,
    grader_version text NOT NULL,
    seed bigint NOT NULL,
    device text NOT NULL,
    isolation text NOT NULL,
    submitted_at timestamp without time zone,
    graded_at timestamp without time zone NOT NULL,
    wall_seconds double precision NOT NULL,
    cpu_seconds double precision NOT NULL,
    peak_bytes bigint NOT NULL
);


--
-- Name: TABLE attempts; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.attempts IS 'One row for each run of the grader over a submission; a regrade adds a row';


--
-- Name: COLUMN attempts.id; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.attempts.id IS 'Row number; of one submission the highest is the newest';


--
-- Name: COLUMN attempts.student_id; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.attempts.student_id IS 'Whose work: a students.student_id';


--
-- Name: COLUMN attempts.slug; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.attempts.slug IS 'Which assignment: an assignments.slug';


--
-- Name: COLUMN attempts.fingerprint; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.attempts.fingerprint IS 'Equal fingerprints need not be graded again';


--
-- Name: COLUMN attempts.status; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.attempts.status IS 'graded, needs_review or grader_error (the grader''s fault, never a zero)';


--
-- Name: COLUMN attempts.score; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.attempts.score IS 'Points before lateness and adjustments; NULL if unknown';


--
-- Name: COLUMN attempts.max_score; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.attempts.max_score IS 'Points of a perfect submission in the version graded with';


--
-- Name: COLUMN attempts.note; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.attempts.note IS 'What a person should know about this attempt';


--
-- Name: COLUMN attempts.notebook_sha256; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.attempts.notebook_sha256 IS 'SHA-256 of the notebook as handed in, hex';


--
-- Name: COLUMN attempts.assignment_version; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.attempts.assignment_version IS 'assignments.version graded with';


--
-- Name: COLUMN attempts.grader_version; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.attempts.grader_version IS 'Version of the grader';


--
-- Name: COLUMN attempts.seed; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.attempts.seed IS 'Seed of the random inputs';


--
-- Name: COLUMN attempts.device; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.attempts.device IS 'Where tensors lived: cpu, cuda, …';


--
-- Name: COLUMN attempts.isolation; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.attempts.isolation IS '[layer, …]: active sandbox layers';


--
-- Name: COLUMN attempts.submitted_at; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.attempts.submitted_at IS 'When the work arrived, UTC; NULL if unknown';


--
-- Name: COLUMN attempts.graded_at; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.attempts.graded_at IS 'When the grader finished, UTC';


--
-- Name: COLUMN attempts.wall_seconds; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.attempts.wall_seconds IS 'Time the grader took for it, seconds';


--
-- Name: COLUMN attempts.cpu_seconds; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.attempts.cpu_seconds IS 'CPU time the student''s code took, seconds';


--
-- Name: COLUMN attempts.peak_bytes; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.attempts.peak_bytes IS 'Most memory it held, bytes';


--
-- Name: attempts_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.attempts_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: attempts_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.attempts_id_seq OWNED BY public.attempts.id;


--
-- Name: checks; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.checks (
    attempt_id integer NOT NULL,
    "position" integer NOT NULL,
    task text NOT NULL,
    "check" text NOT NULL,
    description text NOT NULL,
    visible boolean NOT NULL,
    outcome text NOT NULL,
    points double precision NOT NULL,
    max_points double precision NOT NULL,
    message text NOT NULL,
    misconception text,
    hint text,
    mismatches text NOT NULL,
    transcript text NOT NULL,
    seconds double precision NOT NULL
);


--
-- Name: TABLE checks; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.checks IS 'One row for each check of each attempt';


--
-- Name: COLUMN checks.attempt_id; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.checks.attempt_id IS 'Whose result';


--
-- Name: COLUMN checks."position"; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.checks."position" IS 'Place in the attempt, from 0';


--
-- Name: COLUMN checks.task; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.checks.task IS 'Task the check belongs to';


--
-- Name: COLUMN checks."check"; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.checks."check" IS 'Name of the check';


--
-- Name: COLUMN checks.description; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.checks.description IS 'The line a student reads';


--
-- Name: COLUMN checks.visible; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.checks.visible IS 'Whether the student may see the result';


--
-- Name: COLUMN checks.outcome; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.checks.outcome IS 'passed, failed, errored, missing, refused, timed_out, …';


--
-- Name: COLUMN checks.points; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.checks.points IS 'Points earned';


--
-- Name: COLUMN checks.max_points; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.checks.max_points IS 'Points it is worth';


--
-- Name: COLUMN checks.message; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.checks.message IS 'What went wrong, in words; empty if nothing';


--
-- Name: COLUMN checks.misconception; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.checks.misconception IS 'The known mistake it matches; NULL if none';


--
-- Name: COLUMN checks.hint; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.checks.hint IS 'What to tell the student about it; NULL if nothing';


--
-- Name: COLUMN checks.mismatches; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.checks.mismatches IS '[{…}, …]: where values differed';


--
-- Name: COLUMN checks.transcript; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.checks.transcript IS 'The questions put to the code and its answers, a line each';


--
-- Name: COLUMN checks.seconds; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.checks.seconds IS 'Time the check took, seconds';


--
-- Name: gradebook_about; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.gradebook_about (
    schema_version integer NOT NULL,
    course_secret text NOT NULL
);


--
-- Name: TABLE gradebook_about; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.gradebook_about IS 'One row: what this database is';


--
-- Name: COLUMN gradebook_about.schema_version; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.gradebook_about.schema_version IS 'SCHEMA_VERSION that made the file';


--
-- Name: COLUMN gradebook_about.course_secret; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.gradebook_about.course_secret IS '32 random bytes as hex: seeds are derived from it; keep it private';


--
-- Name: students; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.students (
    id integer NOT NULL,
    student_id text NOT NULL,
    last_name text NOT NULL,
    first_name text NOT NULL,
    email text NOT NULL,
    recorded_at timestamp without time zone NOT NULL
);


--
-- Name: TABLE students; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.students IS 'Who takes the course: one row for each version of a student''s data';


--
-- Name: COLUMN students.id; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.students.id IS 'Row number; the highest of a student_id holds';


--
-- Name: COLUMN students.student_id; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.students.student_id IS 'The student''s name in the course''s files; never changes';


--
-- Name: COLUMN students.last_name; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.students.last_name IS 'Family name, empty if unknown';


--
-- Name: COLUMN students.first_name; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.students.first_name IS 'Given name, empty if unknown';


--
-- Name: COLUMN students.email; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.students.email IS 'Address for feedback, empty if unknown';


--
-- Name: COLUMN students.recorded_at; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.students.recorded_at IS 'When this version was recorded, UTC';


--
-- Name: students_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.students_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: students_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.students_id_seq OWNED BY public.students.id;


--
-- Name: adjustments id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.adjustments ALTER COLUMN id SET DEFAULT nextval('public.adjustments_id_seq'::regclass);


--
-- Name: assignments id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.assignments ALTER COLUMN id SET DEFAULT nextval('public.assignments_id_seq'::regclass);


--
-- Name: attempts id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attempts ALTER COLUMN id SET DEFAULT nextval('public.attempts_id_seq'::regclass);


--
-- Name: students id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.students ALTER COLUMN id SET DEFAULT nextval('public.students_id_seq'::regclass);


--
-- Data for Name: adjustments; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.adjustments VALUES (1, 'ada', 'autograd', 'points', '0.5', 'Dr. Hopper', 'fair', '2025-10-31 23:59:00');
INSERT INTO public.adjustments VALUES (2, 'ada', 'autograd', 'extension', '2025-11-01T23:59:00+00:00', 'Dr. Hopper', 'fair', '2025-10-31 23:59:00');
INSERT INTO public.adjustments VALUES (3, 'ada', 'autograd', 'comment', 'well argued', 'Dr. Hopper', 'fair', '2025-10-31 23:59:00');


--
-- Data for Name: assignments; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.assignments VALUES (1, 'autograd', 'Automatic differentiation', '1.0', 10, '2025-10-31 23:59:00', 10, '[["vjp", 4.0], ["jacobian", 6.0]]', '2026-11-28 00:30:21.323705');
INSERT INTO public.assignments VALUES (2, 'optim', 'Automatic differentiation', '1.0', 2.5, NULL, 0, '[["step", 2.5]]', '2026-11-28 00:30:21.338103');


--
-- Data for Name: attempts; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.attempts VALUES (1, 'ada', 'autograd', 'f1', 'graded', 4, 10, '', 'abababababababababababababababababababababababababababababababab', '1.0', '0.1.0', 7, 'cpu', '["namespaces", "landlock"]', '2025-11-02 00:59:00', '2025-10-31 23:59:00', 1.5, 1.25, 300000000);
INSERT INTO public.attempts VALUES (2, 'ada', 'autograd', 'f2', 'graded', 8, 10, '', 'abababababababababababababababababababababababababababababababab', '1.0', '0.1.0', 7, 'cpu', '["namespaces", "landlock"]', '2025-11-02 00:59:00', '2025-10-31 23:59:00', 1.5, 1.25, 300000000);
INSERT INTO public.attempts VALUES (3, 'stranger', 'autograd', 'f1', 'needs_review', NULL, 10, 'its JSON breaks off', 'abababababababababababababababababababababababababababababababab', '1.0', '0.1.0', 7, 'cpu', '["namespaces", "landlock"]', '2025-10-31 23:59:00', '2025-10-31 23:59:00', 1.5, 1.25, 300000000);


--
-- Data for Name: checks; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.checks VALUES (1, 0, 'vjp', 'test_vjp_of_matmul', 'The VJP of a matrix product is right.', true, 'passed', 4, 4, '', NULL, NULL, '[]', '', 0.01);
INSERT INTO public.checks VALUES (1, 1, 'jacobian', 'test_jacobian', 'The VJP of a matrix product is right.', false, 'failed', 0, 6, 'it''s "wrong";
quite', 'transposed', 'Transpose it.', '[{"where": [0, 1], "got": Infinity}]', '', 0.01);
INSERT INTO public.checks VALUES (2, 0, 'vjp', 'test_vjp_of_matmul', 'The VJP of a matrix product is right.', true, 'passed', 4, 4, '', NULL, NULL, '[]', '', 0.01);


--
-- Data for Name: gradebook_about; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.gradebook_about VALUES (1, '74ca5de9678643eb696cc54f4ec6fddacb8a10177c5ab9c30c7835a06c68fabb');


--
-- Data for Name: students; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.students VALUES (1, 'ada', 'Lovelace', 'Ada', 'ada@example.org', '2026-11-28 00:30:21.348499');
INSERT INTO public.students VALUES (2, 'missing', 'Null', 'NA', '', '2026-11-28 00:30:21.349764');
INSERT INTO public.students VALUES (3, 'stranger', '', '', '', '2026-11-28 00:30:21.381188');


--
-- Name: adjustments_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.adjustments_id_seq', 3, true);


--
-- Name: assignments_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.assignments_id_seq', 2, true);


--
-- Name: attempts_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.attempts_id_seq', 3, true);


--
-- Name: students_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.students_id_seq', 3, true);


--
-- Name: adjustments adjustments_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.adjustments
    ADD CONSTRAINT adjustments_pkey PRIMARY KEY (id);


--
-- Name: assignments assignments_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.assignments
    ADD CONSTRAINT assignments_pkey PRIMARY KEY (id);


--
-- Name: attempts attempts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_pkey PRIMARY KEY (id);


--
-- Name: checks checks_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.checks
    ADD CONSTRAINT checks_pkey PRIMARY KEY (attempt_id, "position");


--
-- Name: students students_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.students
    ADD CONSTRAINT students_pkey PRIMARY KEY (id);


--
-- Name: attempts_of_submission; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX attempts_of_submission ON public.attempts USING btree (student_id, slug, id);


--
-- Name: adjustments adjustments_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER adjustments_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.adjustments FOR EACH STATEMENT EXECUTE FUNCTION public.gradebook_refuse();


--
-- Name: assignments assignments_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER assignments_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.assignments FOR EACH STATEMENT EXECUTE FUNCTION public.gradebook_refuse();


--
-- Name: attempts attempts_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER attempts_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.attempts FOR EACH STATEMENT EXECUTE FUNCTION public.gradebook_refuse();


--
-- Name: checks checks_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER checks_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.checks FOR EACH STATEMENT EXECUTE FUNCTION public.gradebook_refuse();


--
-- Name: gradebook_about gradebook_about_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER gradebook_about_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.gradebook_about FOR EACH STATEMENT EXECUTE FUNCTION public.gradebook_refuse();


--
-- Name: students students_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER students_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.students FOR EACH STATEMENT EXECUTE FUNCTION public.gradebook_refuse();


--
-- Name: checks checks_attempt_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.checks
    ADD CONSTRAINT checks_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);


--
-- PostgreSQL database dump complete
--

\unrestrict gsnjWUAeFDrn1gDBx3eGWK6fcs2iSBshXhYMJzuxyqeY5PYcYgxCVCQ4taHb53o

