BEGIN TRANSACTION;
CREATE TABLE adjustments (
	id INTEGER NOT NULL, 
	student_id TEXT NOT NULL, 
	slug TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	value TEXT NOT NULL, 
	author TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "adjustments" VALUES(1,'ada','autograd','points','0.5','Dr. Hopper','fair','2025-10-31 23:59:00.000000');
INSERT INTO "adjustments" VALUES(2,'ada','autograd','extension','2025-11-01T23:59:00+00:00','Dr. Hopper','fair','2025-10-31 23:59:00.000000');
INSERT INTO "adjustments" VALUES(3,'ada','autograd','comment','well argued','Dr. Hopper','fair','2025-10-31 23:59:00.000000');
CREATE TABLE assignments (
	id INTEGER NOT NULL, 
	slug TEXT NOT NULL, 
	title TEXT NOT NULL, 
	version TEXT NOT NULL, 
	max_score FLOAT NOT NULL, 
	due DATETIME, 
	late_percent_per_day FLOAT NOT NULL, 
	tasks TEXT NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "assignments" VALUES(1,'autograd','Automatic differentiation','1.0',10.0,'2025-10-31 23:59:00.000000',10.0,'[["vjp", 4.0], ["jacobian", 6.0]]','2026-11-28 00:30:17.793333');
INSERT INTO "assignments" VALUES(2,'optim','Automatic differentiation','1.0',2.5,NULL,0.0,'[["step", 2.5]]','2026-11-28 00:30:17.840535');
CREATE TABLE attempts (
	id INTEGER NOT NULL, 
	student_id TEXT NOT NULL, 
	slug TEXT NOT NULL, 
	fingerprint TEXT NOT NULL, 
	status TEXT NOT NULL, 
	score FLOAT, 
	max_score FLOAT NOT NULL, 
	note TEXT NOT NULL, 
	notebook_sha256 TEXT NOT NULL, 
	assignment_version TEXT NOT NULL, 
	grader_version TEXT NOT NULL, 
	seed BIGINT NOT NULL, 
	device TEXT NOT NULL, 
	isolation TEXT NOT NULL, 
	submitted_at DATETIME, 
	graded_at DATETIME NOT NULL, 
	wall_seconds FLOAT NOT NULL, 
	cpu_seconds FLOAT NOT NULL, 
	peak_bytes BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "attempts" VALUES(1,'ada','autograd','f1','graded',4.0,10.0,'','abababababababababababababababababababababababababababababababab','1.0','0.1.0',7,'cpu','["namespaces", "landlock"]','2025-11-02 00:59:00.000000','2025-10-31 23:59:00.000000',1.5,1.25,300000000);
INSERT INTO "attempts" VALUES(2,'ada','autograd','f2','graded',8.0,10.0,'','abababababababababababababababababababababababababababababababab','1.0','0.1.0',7,'cpu','["namespaces", "landlock"]','2025-11-02 00:59:00.000000','2025-10-31 23:59:00.000000',1.5,1.25,300000000);
INSERT INTO "attempts" VALUES(3,'stranger','autograd','f1','needs_review',NULL,10.0,'its JSON breaks off','abababababababababababababababababababababababababababababababab','1.0','0.1.0',7,'cpu','["namespaces", "landlock"]','2025-10-31 23:59:00.000000','2025-10-31 23:59:00.000000',1.5,1.25,300000000);
CREATE TABLE checks (
	attempt_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	task TEXT NOT NULL, 
	"check" TEXT NOT NULL, 
	description TEXT NOT NULL, 
	visible BOOLEAN NOT NULL, 
	outcome TEXT NOT NULL, 
	points FLOAT NOT NULL, 
	max_points FLOAT NOT NULL, 
	message TEXT NOT NULL, 
	misconception TEXT, 
	hint TEXT, 
	mismatches TEXT NOT NULL, 
	transcript TEXT NOT NULL, 
	seconds FLOAT NOT NULL, 
	PRIMARY KEY (attempt_id, position), 
	FOREIGN KEY(attempt_id) REFERENCES attempts (id)
);
INSERT INTO "checks" VALUES(1,0,'vjp','test_vjp_of_matmul','The VJP of a matrix product is right.',1,'passed',4.0,4.0,'',NULL,NULL,'[]','',0.01);
INSERT INTO "checks" VALUES(1,1,'jacobian','test_jacobian','The VJP of a matrix product is right.',0,'failed',0.0,6.0,'it''s "wrong";
quite','transposed','Transpose it.','[{"where": [0, 1], "got": Infinity}]','',0.01);
INSERT INTO "checks" VALUES(2,0,'vjp','test_vjp_of_matmul','The VJP of a matrix product is right.',1,'passed',4.0,4.0,'',NULL,NULL,'[]','',0.01);
CREATE TABLE gradebook_about (
	schema_version INTEGER NOT NULL, 
	course_secret TEXT NOT NULL
);
INSERT INTO "gradebook_about" VALUES(1,'e707342d1f9b08146218c881f25a4d659fcad43e93b5757cbbdc70983c5e165e');
CREATE TABLE students (
	id INTEGER NOT NULL, 
	student_id TEXT NOT NULL, 
	last_name TEXT NOT NULL, 
	first_name TEXT NOT NULL, 
	email TEXT NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "students" VALUES(1,'ada','Lovelace','Ada','ada@example.org','2026-11-28 00:30:17.876999');
INSERT INTO "students" VALUES(2,'missing','Null','NA','','2026-11-28 00:30:17.877910');
INSERT INTO "students" VALUES(3,'stranger','','','','2026-11-28 00:30:18.000197');
CREATE INDEX attempts_of_submission ON attempts (student_id, slug, id);
CREATE TRIGGER adjustments_no_UPDATE BEFORE UPDATE ON adjustments BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only'); END;
CREATE TRIGGER adjustments_no_DELETE BEFORE DELETE ON adjustments BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only'); END;
CREATE TRIGGER assignments_no_UPDATE BEFORE UPDATE ON assignments BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only'); END;
CREATE TRIGGER assignments_no_DELETE BEFORE DELETE ON assignments BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only'); END;
CREATE TRIGGER attempts_no_UPDATE BEFORE UPDATE ON attempts BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only'); END;
CREATE TRIGGER attempts_no_DELETE BEFORE DELETE ON attempts BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only'); END;
CREATE TRIGGER gradebook_about_no_UPDATE BEFORE UPDATE ON gradebook_about BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only'); END;
CREATE TRIGGER gradebook_about_no_DELETE BEFORE DELETE ON gradebook_about BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only'); END;
CREATE TRIGGER students_no_UPDATE BEFORE UPDATE ON students BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only'); END;
CREATE TRIGGER students_no_DELETE BEFORE DELETE ON students BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only'); END;
CREATE TRIGGER checks_no_UPDATE BEFORE UPDATE ON checks BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only'); END;
CREATE TRIGGER checks_no_DELETE BEFORE DELETE ON checks BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only'); END;
COMMIT;
